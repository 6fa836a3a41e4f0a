package edition

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
	"jianbao/layout/pdf"
)

// Choices are what a caller may choose of an edition, before manifest and theme
// are asked. A field that is empty or false is not chosen. Values of Profile,
// PDFX, PDFA, Inks, Binding and Impose are among those that the fields name: the
// caller has checked them.
type Choices struct {
	Theme string    // a bundled theme's name, or a file of the reader
	Set   []Setting // theme keys; the later ones win

	Profile     string // screen, print, archive
	PDFX        string // 4, 1a
	PDFA        string // 2u, 2a, 3u
	Inks        string // k+spot, k, cmyk, cmyk+spot
	ICC         string // a profile, a file of the reader
	Condition   string // a registered printing condition's name
	Bleed       string // a length: "3mm"
	Binding     string // none, saddle
	Impose      string // booklet
	Paper       string // a length: thickness of a sheet
	Marks       bool
	OutlineText bool

	// Bound are the flags that were given and apply to one profile only: with
	// another they are errors, since another file was expected.
	Bound []Bound

	// AtLeastPrint takes the profile print where nothing chooses one, or only
	// manifest or theme choose screen.
	AtLeastPrint bool

	// Epoch is the day of a re-set issue's making where the manifest gives none,
	// in seconds since 1970 (SOURCE_DATE_EPOCH).
	Epoch string
}

// Setting is a theme key and its value as it is written on the command line.
type Setting struct{ Key, Value string }

// Bound is a flag, as it is written, with the only profile it applies to.
type Bound struct{ Flag, Profile string }

// Names of what can be chosen, in the order of pdf's constants.
var (
	profileNames = [...]string{pdf.Screen: "screen", pdf.Print: "print", pdf.Archive: "archive"}
	inkNames     = [...]string{pdf.KSpot: "k+spot", pdf.K: "k", pdf.CMYK: "cmyk", pdf.CMYKSpot: "cmyk+spot"}
)

// ProfileNames returns what Choices.Profile may be.
func ProfileNames() []string { return slices.Clone(profileNames[:]) }

// InkNames returns what Choices.Inks may be.
func InkNames() []string { return slices.Clone(inkNames[:]) }

// choiceText makes a text of a choice, so that findings can show it. It is shown
// under the name of the command's flag.
func choiceText(flag, value string) content.Text {
	src := &diag.Source{Path: flag, Data: []byte(value)}
	return content.Text{Value: value, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}
}

// setting reads the value of a setting as TOML would, if it is a value of TOML;
// otherwise it is text, so that nobody has to quote for TOML and the shell.
func setting(kv Setting) content.Setting {
	src := &diag.Source{Path: "--set", Data: []byte(kv.Key + "=" + kv.Value)}
	s := content.Setting{Key: kv.Key, Value: kv.Value, Span: diag.Span{Source: src, End: len(src.Data)}}
	if strings.ContainsAny(kv.Value, "\n\r#") {
		return s
	}
	var quiet diag.List
	table, ok := strict.Parse(&diag.Source{Data: []byte("v = " + kv.Value)}, &quiet)
	if !ok || quiet.Len() > 0 {
		return s
	}
	switch v := table.Value("v").Any().(type) {
	case string, int64, float64, bool, []any:
		s.Value = v
	}
	return s
}
