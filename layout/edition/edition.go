// Package edition makes the finished file of an issue from the issue's files:
// each stage is a method of Edition.
//
//	e := engine.Read(from, choices, &log) // manifest, copy, theme, fonts; how the file is made
//	e.Proof()                             // checks of the copy
//	e.Compose()                           // the issue → pages
//	err := e.Render()                     // pages → PDF
//	e.Preflight()                         // checks of the result
//
// Everything that a user can fix is a finding in the list given to Read; an
// error is one of the system or a bug. A stage does nothing if an earlier one
// could not make what it needs, so that callers can call all stages in order and
// report the findings once at the end.
//
// The result depends only on the files, the choices and the Options of the
// engine, not on the clock, the environment or the disk.
package edition

import (
	"context"
	"io"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/preflight"
	"jianbao/layout/theme"
)

// Tool is the name and version of the program, for records and reports.
type Tool struct{ Name, Version string }

// String returns name and version: "jianbao v1.2.0".
func (t Tool) String() string { return t.Name + " " + t.Version }

// MaxFontSize is the default limit on the size of a font file, in bytes; the
// largest collections in use have about 120 MB.
const MaxFontSize = 256 << 20

// Options holds the limits of an engine.
type Options struct {
	Tool    Tool
	MaxFont int // limit on the size of a font file, in bytes; 0: MaxFontSize
	// KeepFonts is the total size of font files, in bytes, whose opened faces
	// are kept for later editions; 0: none are kept. It takes effect if the
	// reader returns the same slice for the same file.
	KeepFonts int
}

// Engine holds what editions share: bundled faces, opened fonts, and the
// compressors' tables. It makes one edition at a time.
type Engine struct {
	options   Options
	library   *fonts.Library
	faces     faceCache
	deflaters pdf.Deflaters
	names     map[*fonts.Face]string // names of bundled faces in Summary
}

// New returns an engine.
func New(o Options) *Engine {
	if o.MaxFont == 0 {
		o.MaxFont = MaxFontSize
	}
	return &Engine{options: o, library: fonts.Bundled(), faces: faceCache{limit: o.KeepFonts}}
}

// Edition is an issue with the results of the stages. Fields of stages that were
// not reached are nil.
type Edition struct {
	Issue   *content.Issue // nil: the manifest could not be read
	Theme   *theme.Theme
	Library *fonts.Library // bundled faces and those of theme and manifest
	Output  Output
	Doc     *frame.Document
	Result  *pdf.Result // nil if there are errors

	engine *Engine
	memo   *Memo // nil: none
	chosen Choices
	log    *diag.List
	given  []givenFace
	inputs []string
	themes []themeFile
	onDisk bool // names of files are paths in the file system
	// origins holds the theme's settings that apply, by key; nil until asked for.
	origins map[string]theme.Origin
	job     preflight.Job
}

// Inputs returns the names of the files that were read or missing, as used with
// the reader.
func (e *Edition) Inputs() []string { return e.inputs }

// Complete reports whether Read made what Compose needs, even if there are
// errors. Composing then can find further errors.
func (e *Edition) Complete() bool {
	return e.Issue != nil && e.Theme != nil && e.Library != nil && len(e.Issue.Sections) > 0
}

// Until makes a context end the stages that follow, in place of that of the choices.
func (e *Edition) Until(ctx context.Context) { e.chosen.Context = ctx }

// ended reports whether the context is done.
func (e *Edition) ended() bool { return e.chosen.Context != nil && e.chosen.Context.Err() != nil }

// Compose composes the issue into pages (Doc).
func (e *Edition) Compose() {
	if !e.Complete() {
		return
	}
	e.numberYears()
	e.lostAddresses()
	o := layout.Options{Context: e.chosen.Context, Bleed: e.Output.CoverBleed, Produced: e.Output.Produced, Advise: e.Output.Advise, Origins: e.chosen.Origins, Memo: of(e.memo, func(m *Memo) *layout.Memo { return &m.layout })}
	if e.Doc = layout.Compose(e.Issue, e.Theme, e.Library, o, e.log); e.ended() {
		e.Doc = nil
		return
	}
	if e.memo != nil {
		e.memo.places.place(e.Doc, e.Issue.Parts)
	}
	e.givenFaces()
	var added []int
	if e.Output.Saddle {
		e.Doc, added = layout.Saddle(e.Doc)
	}
	e.job = preflight.Job{Issue: e.Issue, Theme: e.Theme, Doc: e.Doc, Options: e.Output.Options, DefaultCondition: e.Output.DefaultCondition, Saddle: e.Output.Saddle, Added: added}
}

// Dump writes the composed pages as JSON Lines, see frame.Dump.
func (e *Edition) Dump(w io.Writer) error { return frame.Dump(w, e.Doc) }

// PDF returns the file that Render made; nil if there is none.
func (e *Edition) PDF() []byte {
	if e.Result == nil {
		return nil
	}
	return e.Result.Data
}
