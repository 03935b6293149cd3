// Command toguna is the coordination desk of a humanitarian cluster: it keeps
// the register, computes its figures, writes the note de synthèse and serves
// the site. It is the only room, with web, that touches the clock and the disk.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"toguna/internal/locale"
	"toguna/internal/store"
)

// version is set when a release is built.
var version = "dev"

type commandLine struct {
	DB        string `name:"db" help:"The register: a file, or postgres://… for a server." default:"toguna.db" env:"TOGUNA_DB"`
	Operation string `help:"Code of the operation, when the register holds several." env:"TOGUNA_OPERATION"`
	Lang      string `help:"Language of what is written: fr or en." enum:"fr,en" default:"fr" env:"TOGUNA_LANG"`

	Demo       demoCommand       `cmd:"" help:"Load the Mali 2018 sample into a folder of its own, write the note, serve the site."`
	Template   templateCommand   `cmd:"" help:"Write an empty workbook to fill in."`
	Import     importCommand     `cmd:"" help:"Read workbooks, 5W files or folders of CSV files into the register."`
	Check      checkCommand      `cmd:"" help:"Say what is wrong with 5W files; nothing is taken in."`
	Names      namesCommand      `cmd:"" help:"What files write for organisations, and what was decided about it."`
	Classify   classifyCommand   `cmd:"" help:"Say which organisations have no class yet; class them as the files state."`
	Export     exportCommand     `cmd:"" help:"Write the register as a workbook, or as a folder of CSV files."`
	Indicators indicatorsCommand `cmd:"" help:"Compute the localisation indicators as of a day."`
	Note       noteCommand       `cmd:"" help:"Write the note de synthèse as of a day; issue it; compare an issued one."`
	Boundaries boundariesCommand `cmd:"" help:"Bring the places to a set of boundaries, with their outlines; read a crosswalk of codes."`
	Needs      needsCommand      `cmd:"" help:"Take in published needs and population: HNO, humanitarian needs of the HDX API, COD-PS."`
	Inspect    inspectCommand    `cmd:"" help:"Say where the table of a 5W file stands and what each of its columns is."`
	Returns    returnsCommand    `cmd:"" help:"The month of a body: open it, follow its returns, close it."`
	Presence   presenceCommand   `cmd:"" help:"Draw operational presence: from the register, or from a 5W file as the field publishes it."`
	Serve      serveCommand      `cmd:"" help:"Show the register as a site, read-only."`
	Erase      eraseCommand      `cmd:"" help:"Destroy the identity of a person; the figures stay."`
	Backup     backupCommand     `cmd:"" help:"Copy the register to a file while it is in use."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// desk is what every command gets: where to write, and the settings that hold
// for all of them.
type desk struct {
	context.Context
	out, log  io.Writer
	db        string
	operation string
	lang      locale.Lang
}

// usageError is a fault of the command line; its exit code is 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, log io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cl commandLine
	exit := -1
	parser, err := kong.New(&cl, kong.Name("toguna"), kong.Writers(out, log),
		kong.Description("Coordination desk of a humanitarian cluster: a workbook in, a checked note out."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { exit = code }))
	if err != nil {
		fmt.Fprintln(log, "toguna:", err)
		return 1
	}
	command, err := parser.Parse(args)
	if exit >= 0 {
		return exit
	}
	if err != nil {
		lang := langOf(args)
		fmt.Fprintf(log, "toguna: %s%s\n", mistake(err, lang), try(lang, ""))
		return 2
	}
	d := &desk{Context: ctx, out: out, log: log, db: cl.DB, operation: cl.Operation, lang: locale.Parse(cl.Lang)}
	err = command.Run(d)
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(log, "toguna: %s%s\n", told(err, d.lang), try(d.lang, strings.Fields(command.Command())[0]))
		return 2
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(log, "toguna:", d.lang.Say("interrompu ; rien n’a été écrit à moitié", "stopped; nothing was half-written"))
		return 130
	}
	fmt.Fprintln(log, "toguna:", told(err, d.lang))
	return 1
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(d *desk) error {
	fmt.Fprintln(d.out, "toguna", version)
	return nil
}

// open opens the register, which must exist already unless create is set: a
// mistyped name must not make an empty register.
func (d *desk) open(create bool) (*store.Store, error) {
	if !create && !d.there() {
		return nil, fmt.Errorf(d.lang.Say("aucun registre à « %s » : importez un classeur (toguna import FICHIER), essayez « toguna demo », ou donnez le bon chemin avec --db",
			"no register at %q: import a workbook (toguna import FILE), try “toguna demo”, or give the right path with --db"), d.db)
	}
	return store.Open(d, d.db)
}

// there tells whether there is a register to open.
func (d *desk) there() bool {
	_, err := os.Stat(d.db)
	return err == nil || strings.Contains(d.db, "://")
}
