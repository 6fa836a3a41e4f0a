package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"jianbao/fonts/fonttest"
)

// finding REPORT CODE [KEY=VALUE...] requires a finding with that code and those
// values in a report.
func cmdFinding(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, false, args, 2, "finding REPORT CODE [KEY=VALUE...]")
	entry(ts, neg, args[0], "findings", append([]string{"code=" + args[1]}, args[2:]...))
}

// pictured REPORT FILE [KEY=VALUE...] requires a placed picture of that file.
func cmdPictured(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, false, args, 2, "pictured REPORT FILE [KEY=VALUE...]")
	entry(ts, neg, args[0], "pictures", append([]string{"file=" + args[1]}, args[2:]...))
}

// entry looks for an entry of a report's list by some of its values, as Go
// prints them.
func entry(ts *testscript.TestScript, neg bool, name, list string, pairs []string) {
	var report map[string]any
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile(name)))
	dec.UseNumber()
	ts.Check(dec.Decode(&report))
	all, _ := report[list].([]any)
	found := false
	var others []string
	for _, e := range all {
		fields, fits := e.(map[string]any), true
		for _, pair := range pairs {
			key, value, _ := strings.Cut(pair, "=")
			fits = fits && fmt.Sprint(fields[key]) == value
		}
		found = found || fits
		others = append(others, fmt.Sprint(e))
	}
	if found == neg {
		ts.Fatalf("%s: %s %s: found %v among\n%s", name, list, pairs, found, strings.Join(others, "\n"))
	}
}

// findings REPORT N requires N findings in a report.
func cmdFindings(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "findings REPORT N")
	var report struct {
		Findings []struct{ Code, Message string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &report))
	if want, _ := strconv.Atoi(args[1]); len(report.Findings) != want {
		ts.Fatalf("%d findings, want %d: %v", len(report.Findings), want, report.Findings)
	}
}

// testfont FILE FAMILY FSTYPE [blank=TEXT] [missing=TEXT] [only=TEXT] makes a
// font with that permission to embed. Characters in blank have an empty glyph, those
// in missing have none; with only, no other characters have one.
func cmdTestFont(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: testfont FILE FAMILY FSTYPE [OPTION=TEXT...]")
	}
	n, err := strconv.ParseUint(args[2], 0, 16)
	ts.Check(err)
	options := []fonttest.Option{fonttest.Family(args[1]), fonttest.Embedding(uint16(n))}
	for _, arg := range args[3:] {
		name, text, _ := strings.Cut(arg, "=")
		option := map[string]func(...rune) fonttest.Option{
			"blank": fonttest.Blank, "missing": fonttest.Missing, "only": fonttest.Only,
		}[name]
		if option == nil {
			ts.Fatalf("testfont: no option %s", name)
		}
		options = append(options, option([]rune(text)...))
	}
	write(ts, args[0], fonttest.Data(options...))
}

// testpicture FILE KIND WIDTH HEIGHT makes a picture: gray, rgb or bilevel as
// PNG or, by the file's name, JPEG.
func cmdTestPicture(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 4, "testpicture FILE gray|rgb|bilevel WIDTH HEIGHT")
	w, err := strconv.Atoi(args[2])
	ts.Check(err)
	h, err := strconv.Atoi(args[3])
	ts.Check(err)
	bounds := image.Rect(0, 0, w, h)
	var im image.Image
	switch args[1] {
	case "gray":
		g := image.NewGray(bounds)
		for i := range g.Pix {
			g.Pix[i] = uint8(i % w * 255 / w)
		}
		im = g
	case "rgb":
		g := image.NewNRGBA(bounds)
		for i := range w * h {
			copy(g.Pix[4*i:], []uint8{uint8(i % w * 255 / w), 90, uint8(i / w * 255 / h), 255})
		}
		im = g
	case "bilevel":
		g := image.NewPaletted(bounds, color.Palette{color.Black, color.White})
		for i := range g.Pix {
			g.Pix[i] = uint8(i / 8 % 2)
		}
		im = g
	default:
		ts.Fatalf("no kind of picture %q", args[1])
	}
	var b bytes.Buffer
	if strings.HasSuffix(args[0], ".jpg") {
		ts.Check(jpeg.Encode(&b, im, nil))
	} else {
		ts.Check(png.Encode(&b, im))
	}
	write(ts, args[0], b.Bytes())
}

func write(ts *testscript.TestScript, name string, data []byte) {
	path := ts.MkAbs(name)
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o777))
	ts.Check(os.WriteFile(path, data, 0o666))
}
