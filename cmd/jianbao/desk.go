package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"jianbao/cmd/jianbao/internal/desk"
	"jianbao/content/diag"
)

// desk serves the editor's desk for a folder until it is ended.
func (a *app) desk(args []string) int {
	o, ok := a.parse("desk", args)
	if !ok {
		return statusUsage
	}
	folder := "."
	if len(o.Operands) > 0 {
		folder = o.Operands[0]
	}
	return a.serveDesk(folder, o.Desk.Port, !o.Desk.NoOpen)
}

// serveDesk serves the desk of a folder, or of the folder of a file.
func (a *app) serveDesk(folder string, port int, open bool) int {
	if info, err := os.Stat(folder); err != nil {
		return a.wrongUsage("desk", "desk-folder", diag.Fix{}, filepath.ToSlash(folder))
	} else if !info.IsDir() {
		folder = filepath.Dir(folder)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	options := desk.Options{Folder: folder, Port: port, Lang: a.lang, Tool: tool(), Epoch: a.getenv("SOURCE_DATE_EPOCH")}
	if open {
		options.Show = show
	}
	a.collection.forLong()
	err := desk.Run(ctx, options, a.stdout)
	var failed *fs.PathError
	var taken *desk.PortError
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &taken):
		return a.wrongUsage("desk", "desk-port", diag.Fix{}, port, diag.Cause(taken.Err))
	case errors.As(err, &failed):
		return a.cannotWrite(failed.Path, err)
	}
	return a.failed(err)
}
