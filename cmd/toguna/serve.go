package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"toguna/internal/record"
	"toguna/internal/store"
	"toguna/internal/web"
)

type serveCommand struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8018"`
	AsOf   string `help:"The day shown first; today when left out." placeholder:"DAY"`
	Level  string `help:"What readers may see. There is no sign-in yet: leave it public on a network." enum:"public,restricted,confidential" default:"public"`
}

// Run serves the site until it is interrupted.
func (c serveCommand) Run(d *desk) error {
	st, err := d.open(false)
	if err != nil {
		return err
	}
	defer st.Close()
	day, err := d.day(c.AsOf)
	if err != nil {
		return err
	}
	return d.serve(st, c.Listen, day, levels[c.Level])
}

func (d *desk) serve(st *store.Store, address string, day record.Day, level record.Level) error {
	op, err := d.theOperation(st)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(d.log, nil))
	site := &web.Site{Store: st, Operation: record.OperationID(op.ID), Day: day, Level: level, Log: log}
	handler, err := site.Handler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf(d.lang.Say("l’adresse %s est déjà prise : choisissez-en une autre avec --listen, par exemple 127.0.0.1:0", "%s is already in use: choose another address with --listen, for example 127.0.0.1:0"), address)
	}
	if err != nil {
		return fmt.Errorf(d.lang.Say("impossible d’écouter sur %s : %w", "cannot listen on %s: %w"), address, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 20 * time.Second, IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	fmt.Fprintf(d.out, d.lang.Say("site : http://%s/  (Ctrl-C pour arrêter)\n", "site: http://%s/  (Ctrl-C to stop)\n"), listener.Addr())
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	idle := time.NewTicker(10 * time.Minute)
	defer idle.Stop()
	for running := true; running; {
		select {
		case err = <-done:
			return err
		case <-idle.C:
			st.DropIdle()
		case <-d.Done():
			running = false
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(ctx)
}
