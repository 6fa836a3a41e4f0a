package edition

import (
	"context"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
	"jianbao/layout/pdf"
)

// Choices holds a caller's choices about an edition, which take precedence over
// manifest and theme. An empty or false field is not chosen. Profile, PDFX,
// PDFA, Inks, Binding and Impose must be empty or one of the values listed;
// callers check that.
type Choices struct {
	NoPublication bool // publication.toml is not looked for

	Theme string    // name of a bundled theme, or of a file of the reader
	Set   []Setting // theme keys; later ones take precedence

	Profile     string // screen, print, archive
	PDFX        string // 4, 1a
	PDFA        string // 2u, 2a, 3u
	Inks        string // k+spot, k, cmyk, cmyk+spot
	ICC         string // name of a profile, a file of the reader
	Condition   string // name of a registered printing condition
	Bleed       string // a length: "3mm"
	Binding     string // none, saddle
	Impose      string // booklet
	Paper       string // thickness of a sheet, a length with its unit
	Marks       bool
	OutlineText bool

	// Bound holds the flags that were given and apply to one profile only. With
	// another profile they are errors.
	Bound []Bound

	// AtLeastPrint makes the profile print the default, also in place of screen
	// in manifest or theme.
	AtLeastPrint bool

	// Advise makes Compose also report what an editor may want to improve.
	Advise bool

	// Origins makes Compose record from where in the source each glyph is.
	Origins bool

	// Context ends the stages before their end, between two articles, pages or pictures,
	// so that there is no file; nil: nothing does.
	Context context.Context

	// Epoch is the time at which an old issue was typeset again, in seconds
	// since 1970 (SOURCE_DATE_EPOCH), for a manifest without that date.
	Epoch string
}

// Setting is a theme key with its value as written on the command line.
type Setting struct{ Key, Value string }

// Bound is a flag, as written, with the only profile that it applies to.
type Bound struct{ Flag, Profile string }

// Values of choices, in the order of the constants of package pdf.
var (
	profileNames = [...]string{pdf.Screen: "screen", pdf.Print: "print", pdf.Archive: "archive"}
	inkNames     = [...]string{pdf.KSpot: "k+spot", pdf.K: "k", pdf.CMYK: "cmyk", pdf.CMYKSpot: "cmyk+spot"}
)

// ProfileNames returns the values of Choices.Profile.
func ProfileNames() []string { return slices.Clone(profileNames[:]) }

// InkNames returns the values of Choices.Inks.
func InkNames() []string { return slices.Clone(inkNames[:]) }

// choiceText returns a choice as a text with a place, so that findings can show
// it under the name of the command's flag.
func choiceText(flag, value string) content.Text {
	src := &diag.Source{Path: flag, Data: []byte(value)}
	return content.Text{Value: value, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}
}

// setting reads the value of a setting as TOML if it is a TOML value. Otherwise
// it is a string, so that users need not quote it for both TOML and the shell.
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
