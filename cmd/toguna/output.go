package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// writeFile writes a file, or to standard output when the path is a dash.
func (d *desk) writeFile(path string, write func(io.Writer) error) error {
	if path == "-" {
		return write(d.out)
	}
	return writeWhole(path, write)
}

// writeWhole writes a whole file or none: the bytes go to a neighbour that takes
// the name only when they are all on the disk. A device or a pipe is written to
// as it is.
func writeWhole(path string, write func(io.Writer) error) (err error) {
	var f *os.File
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return unwritable{path, syscall.EISDIR}
	case err == nil && !info.Mode().IsRegular():
		return writeThrough(path, write)
	}
	if f, err = os.CreateTemp(filepath.Dir(path), ".toguna-*"); err != nil {
		return unwritable{path, cause(err)}
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = unwritable{path, cause(err)}
		}
	}()
	if err = write(f); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return unwritable{path, cause(err)}
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return unwritable{path, cause(err)}
	}
	return nil
}

func writeBytes(path string, b []byte) error {
	return writeWhole(path, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(b))
		return err
	})
}

// writeFolder writes files into a folder: they are moved there from a neighbour
// when all are on the disk.
func writeFolder(path string, write func(dir string) error) (err error) {
	defer func() {
		var disk *os.PathError
		if errors.As(err, &disk) {
			err = unwritable{path, disk.Err}
		}
	}()
	beside, err := os.MkdirTemp(filepath.Dir(filepath.Clean(path)), ".toguna-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(beside)
	if err := write(beside); err != nil {
		return err
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return err
	}
	files, err := os.ReadDir(beside)
	if err != nil {
		return err
	}
	// A file left from another export would be taken for part of this one, and
	// may hold what this one leaves out.
	old, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, f := range old {
		if filepath.Ext(f.Name()) == ".csv" && !slices.ContainsFunc(files, func(g os.DirEntry) bool { return g.Name() == f.Name() }) {
			return sentence{"le dossier contient un autre export (" + f.Name() + ") : choisissez un dossier vide", "the folder holds another export (" + f.Name() + "): choose an empty folder"}
		}
	}
	for _, f := range files {
		if err := os.Rename(filepath.Join(beside, f.Name()), filepath.Join(path, f.Name())); err != nil {
			return unwritable{path, err}
		}
	}
	return nil
}

// cause drops the path of a temporary neighbour from an error of the disk.
func cause(err error) error {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err
	}
	return err
}

// progress tells a person at a terminal how far long work has come; a file or
// a pipe is told nothing.
func (d *desk) progress(what string) func(done, total int) {
	f, ok := d.log.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(done, total int) {
		fmt.Fprintf(f, "\r  %s %s ", what, d.lang.Percent(100*float64(done)/float64(max(total, 1)), 0))
		if done == total {
			fmt.Fprintln(f)
		}
	}
}

// steps tells a person at a terminal what is being done and how long it took.
type steps struct {
	w     io.Writer
	start time.Time
}

func (s *steps) do(what string, work func() error) error {
	fmt.Fprintf(s.w, "  %s … ", what)
	s.start = time.Now()
	if err := work(); err != nil {
		fmt.Fprintln(s.w)
		return err
	}
	fmt.Fprintf(s.w, "%.1f s\n", time.Since(s.start).Seconds())
	return nil
}
