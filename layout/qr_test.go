package layout_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/content/qr"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// codeOf is a QR code as the copy gives it.
func codeOf(t *testing.T, address, width string) *content.Picture {
	t.Helper()
	c, err := qr.Encode(address)
	if err != nil {
		t.Fatal(err)
	}
	return &content.Picture{Code: c, File: text("qr:" + address), Width: text(width)}
}

func placedCodes(doc *frame.Document) (all []*frame.Picture) {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if p, ok := item.(*frame.Picture); ok && p.Code != nil {
				all = append(all, p)
			}
		}
	}
	return all
}

// TestCodeWidth: a code without a width is as wide as the theme has it, or as its
// modules need; a width of its own is kept where they are 0.4 mm (RULES 18.1).
func TestCodeWidth(t *testing.T) {
	short := "https://example.org/a"                              // 33 modules with the quiet zone
	long := "https://example.org/?" + strings.Repeat("a=1&", 240) // 125
	for _, c := range []struct {
		address, width string
		want           unit.Abs
		code           diag.Code
	}{
		{short, "", unit.FromMM(28_000), ""},
		{short, "14mm", unit.FromMM(14_000), ""},
		{short, "13mm", unit.FromMM(13_000), "qr-small"},
		{long, "", 125 * unit.FromMM(400), ""},
		{long, "40mm", unit.FromMM(40_000), "qr-small"},
	} {
		for _, theme := range []string{"bulletin", "gongwen", "jianbao"} {
			a := article("标题")
			p := codeOf(t, c.address, c.width)
			p.Caption = inlines("扫码报名")
			a.Body = append(append(a.Body, paragraphs(300)...), p)
			a.Body = append(a.Body, paragraphs(300)...)
			is, th := bulletinOf(section("", a)), themed(t, theme, content.Setting{Key: "fit.tail", Value: int64(0)})
			doc, found := compose(t, is, th)
			var got []diag.Code
			for _, d := range found {
				if got = append(got, d.Code); len(d.Message(diag.EN)) > 300 {
					t.Errorf("a message quotes the whole address: %s", d.Message(diag.EN))
				}
			}
			if c.code == "" && len(got) > 0 || c.code != "" && (len(got) != 1 || got[0] != c.code) {
				t.Errorf("%s, %d bytes, width %q: findings %q, want %q", theme, len(c.address), c.width, got, c.code)
			}
			all := placedCodes(doc)
			if len(all) != 1 || all[0].Width != c.want || all[0].Height != c.want {
				t.Fatalf("%s, %d bytes, width %q: %d codes, the first of %s; want %s", theme, len(c.address), c.width, len(all), all[0].Width, c.want)
			}
			if want := "二维码：" + c.address; all[0].Alt != want || all[0].Node == nil || all[0].Node.Alt != want {
				t.Errorf("alternate text %q, want %q", all[0].Alt, want)
			}
			if c.code == "" {
				report(t, theme, check.Document(doc, pictured(is, th)))
			} else if v := check.Document(doc, pictured(is, th)); len(v) != 1 || v[0].Rule != "code 18.1" {
				t.Errorf("the checker finds %v", v)
			}
		}
	}
}

// TestCodeKeepsSize: neither copyfitting nor the foot of a page makes a code smaller.
func TestCodeKeepsSize(t *testing.T) {
	for _, fit := range []int{0, 1} {
		a := article("标题")
		a.Fit = fit
		a.Body = append(append(a.Body, paragraphs(32*19-3)...), codeOf(t, "https://example.org/a", ""))
		a.Body = append(a.Body, paragraphs(40)...)
		is, th := bulletinOf(section("", a)), themed(t, "bulletin")
		doc, _ := compose(t, is, th)
		if all := placedCodes(doc); len(all) != 1 || all[0].Width != unit.FromMM(28_000) {
			t.Errorf("fit %d: %d codes, the first of %s", fit, len(all), all[0].Width)
		}
		report(t, "code", check.Document(doc, pictured(is, th)))
	}
}

// TestCodeWide: a code that is wider than its space is told, as a picture is.
func TestCodeWide(t *testing.T) {
	for width, want := range map[string]bool{"999mm": true, "150mm": false, "measure": false} {
		a := article("标题")
		a.Body = append(paragraphs(300), codeOf(t, "https://example.org/a", width))
		_, found := compose(t, bulletinOf(section("", a)), themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: int64(0)}))
		got := false
		for _, d := range found {
			got = got || d.Code == "picture-wide"
		}
		if got != want {
			t.Errorf("%s: told %v, want %v", width, got, want)
		}
	}
}

// fileOf is a picture file with a QR code of so many pixels at a side, as web sites deliver it.
func fileOf(t *testing.T, address string, side int) *content.Picture {
	t.Helper()
	c, err := qr.Encode(address)
	if err != nil {
		t.Fatal(err)
	}
	im := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for i := range side * side {
		x, y := (2*(i%side)+1)*c.Side()/(2*side)-qr.Quiet, (2*(i/side)+1)*c.Side()/(2*side)-qr.Quiet
		if x >= 0 && y >= 0 && x < c.Size && y < c.Size && c.Dark(x, y) {
			im.Pix[i] = 1
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	file, err := picture.Open("Q.png", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return &content.Picture{Image: file, File: text("Q.png"), Alt: text("扫码报名")}
}

// TestCodeFiles: a file with a QR code is as wide as a code that the program draws, whatever
// pixels it has, in the text, in a row and beside text; a width of its own is kept
// without a word about pixels.
func TestCodeFiles(t *testing.T) {
	short, long := "https://example.org/a", "https://example.org/?"+strings.Repeat("a=1&", 240) // 33 and 125 modules
	for _, c := range []struct {
		address, width string
		side           int
		place          content.Place
		row            int
		want           unit.Abs
	}{
		{short, "", 33, content.PlaceHere, 0, unit.FromMM(28_000)},
		{short, "", 66, content.PlaceHere, 0, unit.FromMM(28_000)},
		{short, "", 310, content.PlaceHere, 0, unit.FromMM(28_000)},
		{short, "", 900, content.PlaceTop, 0, unit.FromMM(28_000)},
		{short, "", 33, content.PlaceRight, 0, unit.FromMM(28_000)},
		{short, "", 33, content.PlaceHere, 2, unit.FromMM(28_000)},
		{long, "", 125, content.PlaceHere, 0, 125 * unit.FromMM(400)},
		{short, "40mm", 33, content.PlaceHere, 0, unit.FromMM(40_000)},
		{short, "20mm", 280, content.PlaceHere, 0, unit.FromMM(20_000)},
	} {
		at := fmt.Sprintf("%d pixels, width %q", c.side, c.width)
		a := article("标题")
		a.Body = paragraphs(300)
		for range max(1, c.row) {
			p := fileOf(t, c.address, c.side)
			p.Width, p.Place, p.Row = text(c.width), c.place, c.row
			a.Body = append(a.Body, p)
		}
		a.Body = append(a.Body, paragraphs(300)...)
		is, th := bulletinOf(section("", a)), themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: int64(0)})
		doc, found := compose(t, is, th)
		if len(found) > 0 {
			t.Errorf("%s: %s", at, found[0].Message(diag.EN))
		}
		n := 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if p, ok := item.(*frame.Picture); ok {
					if n++; p.Width != c.want {
						t.Errorf("%s: %s wide, want %s", at, p.Width, c.want)
					}
				}
			}
		}
		if n != max(1, c.row) {
			t.Errorf("%s: %d pictures", at, n)
		}
		report(t, at, check.Document(doc, pictured(is, th)))
	}
}
