package e2e

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// day is the day of the sample note, the one the site is served for.
const day = "2018-03-21"

// site is the program at work, with a browser before it.
type site struct {
	address string
	browser context.Context
}

// open builds the program, loads its sample, serves it, and starts a browser.
// All of it ends with the test.
func open(t *testing.T) site {
	t.Helper()
	chromium := findChromium(t)
	program, dir := demo(t)
	return site{serve(t, program, filepath.Join(dir, "mali2018.db")), browse(t, chromium)}
}

// demo builds the program and loads its sample, with its note, into a folder.
func demo(t *testing.T) (program, dir string) {
	t.Helper()
	dir = t.TempDir()
	program = filepath.Join(dir, "toguna")
	build := exec.Command("go", "build", "-o", program, "./cmd/toguna")
	build.Dir = ".."
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	if out, err := exec.Command(program, "demo", "--dir", dir, "--no-serve").CombinedOutput(); err != nil {
		t.Fatalf("demo: %v\n%s", err, out)
	}
	return program, dir
}

func findChromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("chromium is not installed, and CI must look at the site")
	}
	t.Skip("chromium is not installed: the site was not looked at")
	return ""
}

var printed = regexp.MustCompile(`http://[\d.]+:\d+`)

// serve starts the site on a free port and gives the address it prints.
func serve(t *testing.T, program, register string) string {
	t.Helper()
	cmd := exec.Command(program, "--db", register, "serve", "--as-of", day, "--level", "restricted", "--listen", "127.0.0.1:0")
	cmd.Stderr = t.Output()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("the site did not stop cleanly: %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address := printed.FindString(lines.Text()); address != "" {
			go io.Copy(io.Discard, out)
			return address
		}
	}
	t.Fatal("the site printed no address")
	return ""
}

func browse(t *testing.T, chromium string) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium refuses its sandbox to root
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	browser, closeBrowser := chromedp.NewContext(alloc)
	t.Cleanup(closeBrowser)
	if err := chromedp.Run(browser); err != nil {
		t.Fatalf("chromium did not start: %v", err)
	}
	return browser
}

// tab opens a tab of a size, closed with the test.
func (s site) tab(t *testing.T, at size) context.Context {
	t.Helper()
	tab, closeTab := chromedp.NewContext(s.browser)
	t.Cleanup(closeTab)
	tab, cancel := context.WithTimeout(tab, 2*time.Minute)
	t.Cleanup(cancel)
	do(t, tab, chromedp.EmulateViewport(at.width, at.height))
	return tab
}

func do(t *testing.T, tab context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(tab, actions...); err != nil {
		t.Fatal(err)
	}
}

// follow does something that leads to another page, and waits for that page.
func follow(t *testing.T, tab context.Context, actions ...chromedp.Action) {
	t.Helper()
	if _, err := chromedp.RunResponse(tab, actions...); err != nil {
		t.Fatal(err)
	}
}

// fetch reads a page without a browser.
func (s site) fetch(t *testing.T, path string) string {
	t.Helper()
	resp, err := http.Get(s.address + path)
	if err == nil {
		defer resp.Body.Close()
		var body []byte
		if body, err = io.ReadAll(resp.Body); err == nil && resp.StatusCode != http.StatusOK {
			err = errors.New(resp.Status)
		}
		if err == nil {
			return string(body)
		}
	}
	t.Fatal(fmt.Errorf("%s: %w", path, err))
	return ""
}
