package edition

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/pdf"
	"jianbao/layout/unit"
)

// outputOf reads the small sample with more keys in its manifest.
func outputOf(t *testing.T, keys string, c Choices) Output {
	t.Helper()
	files := inMemory(t, "small")
	files.Files["issue.toml"] = append(files.Files["issue.toml"], "\n"+keys...)
	var log diag.List
	e := New(tool).Read(files, c, &log)
	if log.HasErrors() {
		t.Fatalf("%s %+v: %s", keys, c, codes(&log))
	}
	return e.Output
}

// TestOutput: what is chosen counts before the manifest, and the manifest before
// the defaults.
func TestOutput(t *testing.T) {
	const (
		archive = "[output]\nprofile = \"archive\"\n[archive]\nstandard = \"2a\"\n"
		press   = "[print]\ninks = \"k\"\nstandard = \"1a\"\nbleed = \"4mm\"\nbinding = \"saddle\"\npaper = \"0.2mm\"\nmarks = true\n"
	)
	for _, c := range []struct {
		keys string
		Choices
		want string
	}{
		{"", Choices{}, "screen"},
		{"", Choices{AtLeastPrint: true}, "print X4 k+spot bleed 3mm"},
		{"[output]\nprofile = \"screen\"\n", Choices{AtLeastPrint: true}, "print X4 k+spot bleed 3mm"},
		{"", Choices{Profile: "screen", AtLeastPrint: true}, "screen"},
		{archive, Choices{}, "archive A2a"},
		{archive, Choices{AtLeastPrint: true}, "archive A2a"},
		{archive, Choices{PDFA: "3u"}, "archive A3u"},
		{archive, Choices{Profile: "screen"}, "screen"},
		{"", Choices{Profile: "archive"}, "archive A2u"},
		{press, Choices{}, "screen"},
		{press, Choices{Profile: "print"}, "print X1a k bleed 4mm marks saddle"},
		{press, Choices{Profile: "print", PDFX: "4", Inks: "cmyk", Bleed: "5mm"}, "print X4 cmyk bleed 5mm marks saddle"},
		{press, Choices{Profile: "print", Binding: "none"}, "print X1a k bleed 4mm marks"},
		{"", Choices{Profile: "print", Marks: true, Binding: "saddle", OutlineText: true}, "print X4 k+spot bleed 3mm marks saddle outlines"},
		{"", Choices{Profile: "print", Bleed: "0mm"}, "print X4 k+spot bleed 0mm"},
		{"", Choices{Profile: "print", Impose: "booklet"}, "print usual k+spot bleed 0mm saddle booklet of 0.1mm"},
		{press, Choices{Profile: "print", Impose: "booklet", Binding: "none"}, "print usual k bleed 4mm saddle booklet of 0.2mm"},
		{press, Choices{Profile: "print", Impose: "booklet", Paper: "0.3mm"}, "print usual k bleed 4mm saddle booklet of 0.3mm"},
	} {
		if got := outline(outputOf(t, c.keys, c.Choices)); got != c.want {
			t.Errorf("%q %+v: %s, want %s", c.keys, c.Choices, got, c.want)
		}
	}
}

// outline writes an output in words.
func outline(o Output) string {
	words := []string{profileNames[o.Profile]}
	switch o.Profile {
	case pdf.Print:
		words = append(words, map[pdf.Standard]string{pdf.Usual: "usual", pdf.X4: "X4", pdf.X1a: "X1a"}[o.Standard], inkNames[o.Inks], "bleed "+inMM(o.Bleed))
	case pdf.Archive:
		words = append(words, map[pdf.Standard]string{pdf.A2u: "A2u", pdf.A2a: "A2a", pdf.A3u: "A3u"}[o.Standard])
	}
	for _, flag := range []struct {
		on   bool
		word string
	}{{o.Marks, "marks"}, {o.Saddle, "saddle"}, {o.OutlineText, "outlines"}} {
		if flag.on {
			words = append(words, flag.word)
		}
	}
	if o.Booklet != nil {
		words = append(words, "booklet of "+inMM(o.Booklet.Paper))
	}
	return strings.Join(words, " ")
}

func inMM(a unit.Abs) string { return fmt.Sprintf("%.4gmm", float64(a)/float64(unit.MM)) }

// TestProduced: the day of making is the manifest's, else that of Epoch, and only
// an issue that was set anew has one from there.
func TestProduced(t *testing.T) {
	for _, c := range []struct {
		keys, epoch string
		want        content.Date
	}{
		{"[archive]\nreset = true\n", "", content.Date{}},
		{"[archive]\nreset = true\n", "86400", content.Date{Year: 1970, Month: 1, Day: 2}},
		{"[archive]\nreset = true\nproduced = 2026-01-02\n", "86400", content.Date{Year: 2026, Month: 1, Day: 2}},
		{"", "86400", content.Date{}},
	} {
		if got := outputOf(t, c.keys, Choices{Epoch: c.epoch}).Produced; got != c.want {
			t.Errorf("%q, epoch %q: %v, want %v", c.keys, c.epoch, got, c.want)
		}
	}
}

// TestLengthsInRange: the bleed and the thickness of a sheet are between 0 and
// their limits.
func TestLengthsInRange(t *testing.T) {
	for length, want := range map[string]string{
		"0mm": "", "50mm": "", "2cm": "", "50.01mm": "output-length", "200pt": "output-length",
		"3": "output-length-unit", "3m": "output-length-unit", "3 毫米": "output-length-unit", "mm": "output-length-unit",
	} {
		var log diag.List
		New(tool).Read(inMemory(t, "small"), Choices{Profile: "print", Bleed: length}, &log)
		got := ""
		for _, d := range log.Items() {
			if d.Severity == diag.Error {
				got += string(d.Code)
				if d.Code == "output-length" && d.Args[1] != 50 {
					t.Errorf("limits %v", d.Args)
				}
			}
		}
		if got != want {
			t.Errorf("a bleed of %s: %q, want %q", length, got, want)
		}
	}
}

// TestInkLimit: the theme's limit of ink holds for its own editions alone.
func TestInkLimit(t *testing.T) {
	engine := New(tool)
	limit := func(set ...Setting) int {
		var log diag.List
		e := engine.Read(inMemory(t, "small"), Choices{Profile: "print", Inks: "cmyk", Set: set}, &log)
		if log.HasErrors() {
			t.Fatal(codes(&log))
		}
		return e.Output.Condition.TotalInk
	}
	usual := limit()
	if got := limit(Setting{"preflight.ink", "123"}); got != 123 || usual == 123 {
		t.Errorf("%d %% of ink, before it %d", got, usual)
	}
	if got := limit(); got != usual {
		t.Errorf("%d %% of ink in the next edition, want %d", got, usual)
	}
}
