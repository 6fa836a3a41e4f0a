// Package edition takes an issue from its files to a finished file, in stages that
// are calls in a row.
//
//	e := engine.Read(from, choices, &log) // manifest, copy, theme, fonts; how the file is made
//	e.Proof()                             // what a proofreader would mark
//	e.Compose()                           // the issue → pages
//	err := e.Render()                     // pages → PDF
//	e.Preflight()                         // what a print shop or an archive would send back
//
// Everything a user can repair is a finding in the list that Read was given; an
// error is of the system or a fault of the program. A stage that lacks what an
// earlier one could not make does nothing, so that the calls can stand in a row
// and the findings are told once at the end.
//
// The result depends on the files, the choices and the Options of the engine
// alone: nothing is asked of the clock, the environment or the disk.
package edition

import (
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

// Tool is the program that makes an edition, as its records and reports name
// it.
type Tool struct{ Name, Version string }

// String returns both in one: "jianbao v1.2.0".
func (t Tool) String() string { return t.Name + " " + t.Version }

// MaxFontSize is how many bytes a font file may have if Options do not say; the
// largest collections in use have about 120 MB.
const MaxFontSize = 256 << 20

// Options of an engine.
type Options struct {
	Tool    Tool
	MaxFont int // bytes of a font file; 0: MaxFontSize
	// KeepFonts bounds the font files, in bytes, whose opened faces are kept for
	// later editions. It is of use where a reader returns the same slice for the
	// same file; 0: none are kept.
	KeepFonts int
}

// Engine holds what editions share: the bundled faces, opened fonts, and the
// compressors' tables. It makes one edition at a time.
type Engine struct {
	options   Options
	library   *fonts.Library
	faces     faceCache
	deflaters pdf.Deflaters
	names     map[*fonts.Face]string // as Summary lists bundled faces
}

// New returns an engine.
func New(o Options) *Engine {
	if o.MaxFont == 0 {
		o.MaxFont = MaxFontSize
	}
	return &Engine{options: o, library: fonts.Bundled(), faces: faceCache{limit: o.KeepFonts}}
}

// Edition is an issue and what was made of it. Fields of stages that were not
// reached are nil.
type Edition struct {
	Issue   *content.Issue // nil: the manifest could not be read
	Theme   *theme.Theme
	Library *fonts.Library // bundled faces and those of theme and manifest
	Output  Output
	Doc     *frame.Document
	Result  *pdf.Result // nil if there are errors

	engine *Engine
	log    *diag.List
	inputs []string
	themes []themeFile
	job    preflight.Job
}

// Inputs returns the names of the files that were read, or looked for, as the
// reader knows them.
func (e *Edition) Inputs() []string { return e.inputs }

// Complete reports whether there is enough to compose the issue, perhaps with
// errors in it, which may then be followed by others of its composition.
func (e *Edition) Complete() bool {
	return e.Issue != nil && e.Theme != nil && e.Library != nil && len(e.Issue.Sections) > 0
}

// Compose lays the issue out on pages.
func (e *Edition) Compose() {
	if !e.Complete() {
		return
	}
	o := layout.Options{Bleed: e.Output.CoverBleed, Produced: e.Output.Produced}
	e.Doc = layout.Compose(e.Issue, e.Theme, e.Library, o, e.log)
	var added []int
	if e.Output.Saddle {
		e.Doc, added = layout.Saddle(e.Doc)
	}
	e.job = preflight.Job{Issue: e.Issue, Theme: e.Theme, Doc: e.Doc, Options: e.Output.Options, Saddle: e.Output.Saddle, Added: added}
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
