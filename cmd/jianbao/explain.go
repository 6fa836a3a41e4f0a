package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// explained is a value with its origin in JSON. The order of its fields is part of the
// format.
type explained struct {
	Manifest string `json:"manifest"`
	Key      string `json:"key"`
	Value    any    `json:"value"` // null: none
	Path     string `json:"path,omitempty"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	From     string `json:"from,omitempty"`
}

// explain prints the values of keys and where they come from: a line for each, value and
// origin separated by a tab.
func (a *app) explain(o cli.Arguments) int {
	for _, name := range o.Explain {
		if !edition.IsKey(name) {
			return a.wrongUsage("check", "usage-key", diag.Fix{DidYouMean: diag.Nearest(name, edition.KeyNames())}, name)
		}
	}
	engine := edition.New(edition.Options{Tool: tool()})
	status := statusDone
	for _, operand := range o.Operands {
		var log diag.List
		path := manifestOf(operand)
		e := engine.ReadFile(path, o.Choices, &log)
		log.Remove(func(d *diag.Diagnostic) bool { return d.Severity != diag.Error })
		a.report(&log) // a wrong value does not apply
		if e.Issue == nil || e.Theme == nil {
			status = max(status, statusOf(&log))
			continue
		}
		var b bytes.Buffer
		for _, name := range o.Explain {
			for _, v := range e.Explain(name) {
				a.writeValue(&b, filepath.ToSlash(path), len(o.Operands) > 1, &v)
			}
		}
		status = max(status, a.print(b.Bytes()))
	}
	return status
}

// writeValue writes the line of a value; for people with the manifest if there are several.
func (a *app) writeValue(b *bytes.Buffer, path string, several bool, v *edition.Value) {
	out := explained{Manifest: path, Key: v.Key, Value: v.JSON(), From: v.From}
	origin := v.From
	if src := v.At.Source; src != nil {
		out.Path = src.Path
		out.Line, out.Column = diag.NewLines(src.Data).Position(v.At.Start)
		origin = fmt.Sprintf("%s:%d:%d", diag.Escape(out.Path), out.Line, out.Column)
	}
	if a.json {
		b.Write(jsonLine(out))
		return
	}
	if several {
		b.WriteString(diag.Escape(path) + ": ")
	}
	fmt.Fprintf(b, "%s = %s\t%s\n", v.Key, v.Text(), origin)
}
