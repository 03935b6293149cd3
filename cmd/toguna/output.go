package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// writeFile writes a whole file or none: the bytes go to a neighbour that takes
// the name only when they are all on the disk.
func writeFile(path string, write func(io.Writer) error) (err error) {
	if path == "-" {
		return write(os.Stdout)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".toguna-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, cause(err))
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err = write(f); err != nil {
		return fmt.Errorf("cannot write %s: %w", path, cause(err))
	}
	if err = f.Chmod(0o644); err == nil {
		if err = f.Sync(); err == nil {
			if err = f.Close(); err == nil {
				err = os.Rename(f.Name(), path)
			}
		}
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, cause(err))
	}
	return nil
}

func writeBytes(path string, b []byte) error {
	return writeFile(path, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(b))
		return err
	})
}

// cause drops the path of a temporary neighbour from an error of the disk.
func cause(err error) error {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err
	}
	return err
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
