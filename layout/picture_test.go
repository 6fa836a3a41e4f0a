package layout_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/content/qr"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/check/gen"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// photo is a picture of so many pixels.
func photo(name string, width, height int) *content.Picture {
	return &content.Picture{Image: &picture.Image{Name: name, Format: picture.JPEG, Space: picture.RGB, Bits: 8, Width: width, Height: height, Orientation: 1},
		File: text(name), Alt: text("照片")}
}

// picturesOf lists the names of pictures in the order of the text.
func picturesOf(blocks []content.Block) []string {
	var out []string
	for _, blk := range blocks {
		switch blk := blk.(type) {
		case *content.Picture:
			if blk.Code != nil {
				out = append(out, blk.File.Value)
			} else {
				out = append(out, blk.Image.Name)
			}
		case *content.Quote:
			out = append(out, picturesOf(blk.Blocks)...)
		case *content.List:
			for _, item := range blk.Items {
				out = append(out, picturesOf(item)...)
			}
		}
	}
	return out
}

// pictured returns the checker's options for documents with pictures.
func pictured(is *content.Issue, th *theme.Theme) check.Options {
	opt := options(is, th)
	list := articles(is)
	opt.Size = th.Body.Size
	opt.Block = func(number int) check.Rect {
		return check.Rect{X: th.Page.Left(number), Y: th.Page.Top, Width: th.Page.BlockWidth, Height: th.Page.BlockHeight}
	}
	opt.Pictures = func(a int) ([]string, bool) {
		if a < 1 || a > len(list) {
			return nil, false
		}
		return picturesOf(list[a-1].Body), true
	}
	return opt
}

// lie returns each page as its rows: text as a point, a picture's first row as
// its name, the others as |, blank rows as _; and before a colon the reading
// order.
func lie(doc *frame.Document, th *theme.Theme) string {
	var pages []string
	for i := range doc.Pages {
		pg := &doc.Pages[i]
		if pg.Front || pg.Blank {
			continue
		}
		rows := []byte(strings.Repeat("_", th.Body.Lines))
		order := ""
		for _, item := range pg.Items {
			switch it := item.(type) {
			case *frame.Line:
				if r := int((it.Y - th.Page.Top) / th.Body.Pitch); it.Kind == frame.KindBody {
					rows[r] = '.'
					if !strings.HasSuffix(order, ".") {
						order += "."
					}
				} else if it.Kind == frame.KindTitle {
					rows[r] = 't'
				}
			case *frame.Picture:
				from := int((it.Y - th.Page.Top) / th.Body.Pitch)
				to := int((it.Y + it.Height - th.Page.Top - 1) / th.Body.Pitch)
				for r := from; r <= to; r++ {
					rows[r] = '|'
				}
				rows[from] = it.Image.Name[0]
				order += it.Image.Name[:1]
			}
		}
		pages = append(pages, order+":"+strings.TrimRight(string(rows), "_"))
	}
	return strings.Join(pages, " ")
}

// The places of pictures, on pages of 25 lines of 32 characters. A picture of
// 440 by 110 pt takes five rows, one of 440 by 292 twelve.
func TestPicturePlaces(t *testing.T) {
	at := func(p *content.Picture, place content.Place) *content.Picture { p.Place = place; return p }
	wide := func(name string) *content.Picture { return photo(name, 4000, 1000) }
	tall := func(name string) *content.Picture { return photo(name, 4000, 2650) }
	half := func(p *content.Picture) *content.Picture { p.Width = text("half"); return p }
	full := func(p *content.Picture) *content.Picture { p.Width = text("measure"); return p }
	type body []any // lines of a paragraph, or a picture
	for _, c := range []struct {
		name string
		body body
		want string
	}{
		{"here", body{3, wide("A"), 3}, ".A.:__t_...A||||..."},
		{"here, of the page's foot", body{16, wide("A"), 3}, ".A:__t_................A|||| .:..."},
		{"here without room: the text flows on", body{12, full(tall("A")), 20}, ".:__t_..................... A.:A|||||||||||..........."},
		{"here, shrunk to stay on its page", body{12, tall("A"), 20}, ".A:__t_............A|||||||| .:...................."},
		{"here, too large even if shrunk", body{14, tall("A"), 20}, ".:__t_..................... A.:A|||||||||||............."},
		{"here at the end without room", body{16, tall("A")}, ".:__t_................ A:A|||||||||||"},
		{"top on the first page is below the title", body{3, at(wide("A"), content.PlaceTop), 3}, ".A.:__t_A||||......"},
		{"top on the next page", body{30, at(wide("A"), content.PlaceTop), 3}, ".:__t_..................... .A.:A||||............"},
		{"top without room goes to the next", body{19, at(wide("A"), content.PlaceTop), 9}, ".:__t_..................... A.:A||||......."},
		{"bottom", body{3, at(wide("A"), content.PlaceBottom), 20}, ".A.:__t_................A|||| .:......."},
		{"a page of its own", body{3, at(wide("A"), content.PlacePage), 20}, ".:__t_..................... A:__________A|||| .:.."},
		{"two halves", body{3, half(wide("A")), half(wide("B")), 3}, ".AB.:__t_...B||..."},
		{"three halves", body{3, half(wide("A")), half(wide("B")), half(wide("C")), 3}, ".ABC.:__t_...B||C||..."},
		{"the order is kept", body{12, full(tall("A")), 2, full(wide("B")), 20}, ".:__t_..................... AB.:A|||||||||||B||||........ .:....."},
		{"two at the foot", body{3, at(wide("A"), content.PlaceBottom), 3, at(wide("B"), content.PlaceBottom), 20}, ".A.B.:__t_...........A||||B|||| .:..............."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := article("标题")
			for _, b := range c.body {
				switch b := b.(type) {
				case int:
					a.Body = append(a.Body, paragraphs(32*b-3)...)
				case *content.Picture:
					a.Body = append(a.Body, b)
				}
			}
			is := bulletinOf(section("", a))
			th := themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: int64(0)})
			doc, found := compose(t, is, th)
			hole := strings.HasPrefix(c.name, "here at the end")
			for _, d := range found {
				if !hole || d.Code != "page-hole-picture" {
					t.Errorf("%s", d.Message(diag.EN))
				}
			}
			if hole && len(found) != 1 {
				t.Errorf("the hole is not reported")
			}
			if got := lie(doc, th); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			report(t, c.name, check.Document(doc, pictured(is, th)))
		})
	}
}

// randomIssue is an issue of random text with random pictures in every place.
func randomIssue(seed uint64) *content.Issue {
	r := rand.New(rand.NewPCG(seed, 4))
	n := 0
	pic := func() *content.Picture {
		n++
		p := photo("p"+strconv.Itoa(n), 200+r.IntN(4000), 200+r.IntN(4000))
		p.Image.Orientation = 1 + r.IntN(8)
		p.Place = content.Place([]int{0, 0, 0, 1, 2, 3, 4, 5}[r.IntN(8)])
		p.Width = text([]string{"", "measure", "half", "half", "60mm", "5em", "third", "third", "quarter"}[r.IntN(9)])
		if r.IntN(5) == 0 && !strings.ContainsAny(p.Width.Value, "dq") {
			p.File = text("qr:https://example.org/" + p.File.Value)
			p.Code, _ = qr.Encode(p.File.Value[len("qr:"):])
			p.Image = nil
		}
		if r.IntN(3) > 0 {
			p.Caption = inlines(gen.Prose(seed+uint64(n), 4+r.IntN(60)))
		}
		if r.IntN(2) > 0 {
			p.Credit = text([]string{"张三", "图/李四", "摄影：王五"}[r.IntN(3)])
		}
		return p
	}
	var blocks func(depth int) []content.Block
	blocks = func(depth int) []content.Block {
		var out []content.Block
		for range 1 + r.IntN(8-2*depth) {
			switch k := r.IntN(12); {
			case k < 3:
				out = append(out, pic())
			case k == 3:
				n := 2 + r.IntN(3)
				for i := range n {
					p := pic()
					for p.Code != nil { // whose modules may become too small beside others
						p = pic()
					}
					if p.Width, p.Place = text(""), content.PlaceHere; i == 0 {
						p.Row = n
					}
					out = append(out, p)
				}
			case k == 4:
				out = append(out, &content.Heading{Level: 1 + r.IntN(3), Inlines: []content.Inline{content.Run{Value: "一、" + gen.Prose(r.Uint64(), 6)}}})
			case k == 5 && depth < 2:
				out = append(out, &content.Quote{Blocks: blocks(depth + 1)})
			case k == 6 && depth < 2:
				out = append(out, &content.List{Ordered: r.IntN(2) == 0, Start: 1, Items: [][]content.Block{blocks(depth + 1), blocks(depth + 1)}})
			default:
				out = append(out, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: gen.Prose(r.Uint64(), 8+r.IntN(400))}}})
			}
		}
		return out
	}
	var list []content.Article
	for i := range 1 + r.IntN(4) {
		a := article("标题" + strconv.Itoa(i+1))
		a.Start = content.Start(r.IntN(3))
		a.Body = append(blocks(0), blocks(0)...)
		if r.IntN(2) == 0 {
			a.Source = text("办公室")
		}
		if r.IntN(3) == 0 {
			a.Authors = []content.Text{text("张三")}
		}
		if r.IntN(5) == 0 {
			a.Fit = 1 + r.IntN(3)
		}
		list = append(list, a)
	}
	is := bulletinOf(section("栏目", list...))
	if r.IntN(2) == 0 {
		is.Imprint.Copies = 20
	}
	if r.IntN(2) == 0 {
		is.Number.Cover = photo("cover", 1000+r.IntN(3000), 1000+r.IntN(3000))
	}
	if r.IntN(2) == 0 {
		is.Publication.Emblem = photo("emblem", 1000+r.IntN(300), 1000+r.IntN(300))
	}
	return is
}

// TestRandomPictures checks that pictures of any kind and place occur once, in
// their order and without overlap, and that the text keeps its rules.
func TestRandomPictures(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 3, 60, 537, 352, 368, 391) { // every measure, and each setting with and without
		is := randomIssue(seed)
		for k, name := range theme.Names() {
			set := append([]content.Setting{
				{Key: "fit.picture", Value: int64(seed % 2 * 70)},
				{Key: "cover.picture.bleed", Value: seed%4 == 1},
				{Key: "picture.before", Value: int64(seed / 2 % 2)},
				{Key: "picture.after", Value: int64(seed / 4 % 2)},
				{Key: "body.measure", Value: int64([]int{32, 28, 20, 24, 8, 40, 12}[int(seed+uint64(k))%7])},
			}, checkable...)
			th := themed(t, name, set...)
			composeChecked(t, fmt.Sprintf("seed %d %s", seed, name), is, th, pictured(is, th), "side-wide", "qr-small")
		}
	}
}

// redump checks the dump of a document, by default only of documents whose number of pages
// is a multiple of three: reading it takes longer than making it.
func redump(t *testing.T, doc *frame.Document, opt check.Options) []check.Violation {
	if !thorough() && len(doc.Pages)%3 != 0 {
		return nil
	}
	d, err := check.ReadDump(bytes.NewReader(dump(t, doc)))
	if err != nil {
		t.Fatal(err)
	}
	return d.Check(opt)
}

// Each rule about pictures is found broken where it is broken.
func TestWrongPictures(t *testing.T) {
	a, b, c := photo("A", 4000, 1000), photo("B", 4000, 1000), photo("C", 4000, 1000)
	a.Caption, a.Credit = inlines("河道采样"), text("张三")
	b.Place, c.Place = content.PlaceBottom, content.PlacePage
	art := article("标题")
	art.Body = append(paragraphs(120), a)
	art.Body = append(append(art.Body, paragraphs(90)...), b, c)
	art.Body = append(art.Body, paragraphs(1200)...)
	is := bulletinOf(section("", art))
	is.Number.Cover = photo("cover", 3000, 3000)
	th := themed(t, "bulletin", content.Setting{Key: "cover.picture.bleed", Value: true})
	opt := pictured(is, th)
	find := func(doc *frame.Document, name string) (pg *frame.Page, i int, p *frame.Picture) {
		for n := range doc.Pages {
			for i, item := range doc.Pages[n].Items {
				if p, ok := item.(*frame.Picture); ok && p.Image.Name == name {
					return &doc.Pages[n], i, p
				}
			}
		}
		t.Fatalf("no picture %s", name)
		return
	}
	for _, w := range []struct {
		name, rule string
		spoil      func(doc *frame.Document)
	}{
		{"right", "", func(*frame.Document) {}},
		{"off the block", "bounds 5.5", func(doc *frame.Document) { _, _, p := find(doc, "A"); p.X += 40 * unit.Pt }},
		{"no bleed", "bounds 5.5", func(doc *frame.Document) {
			_, _, p := find(doc, "cover")
			p.Clip.X = unit.Pt
		}},
		{"too small for its bleed", "bounds 5.5", func(doc *frame.Document) { _, _, p := find(doc, "cover"); p.Width /= 2 }},
		{"on text", "overlap 5.5", func(doc *frame.Document) { _, _, p := find(doc, "A"); p.Height += 20 * unit.Pt }},
		{"on another", "overlap 5.5", func(doc *frame.Document) {
			_, _, p := find(doc, "A")
			_, _, o := find(doc, "B")
			o.Y = p.Y
		}},
		{"off its rows", "grid 5.2", func(doc *frame.Document) { _, _, p := find(doc, "A"); p.Y -= unit.Pt / 2 }},
		{"off the foot", "grid 5.2", func(doc *frame.Document) { _, _, p := find(doc, "B"); p.Y -= unit.Pt / 2 }},
		{"away from its caption", "caption", func(doc *frame.Document) { _, _, p := find(doc, "A"); p.Height -= 40 * unit.Pt }},
		{"lost", "picture", func(doc *frame.Document) {
			pg, i, _ := find(doc, "B")
			pg.Items = append(pg.Items[:i:i], pg.Items[i+1:]...)
		}},
		{"twice", "picture", func(doc *frame.Document) {
			pg, _, p := find(doc, "C")
			again := *p
			again.Y += 200 * unit.Pt
			pg.Items = append(pg.Items, &again)
		}},
		{"on an earlier page than its caption", "caption", func(doc *frame.Document) {
			pg, i, p := find(doc, "A")
			to, _, _ := find(doc, "C")
			pg.Items = append(pg.Items[:i:i], pg.Items[i+1:]...)
			to.Items = append(to.Items, p)
		}},
		{"read too late", "order 9", func(doc *frame.Document) {
			pg, i, p := find(doc, "A")
			pg.Items = append(append(pg.Items[:i:i], pg.Items[i+1:]...), p)
		}},
	} {
		doc, _ := compose(t, is, th)
		w.spoil(doc)
		found := check.Document(doc, opt)
		hit := false
		for _, v := range found {
			hit = hit || v.Rule == w.rule
		}
		if w.rule == "" && len(found) > 0 || w.rule != "" && !hit {
			t.Errorf("%s: want %q, found %v", w.name, w.rule, found)
		}
	}
}

// TestPictureSizes checks the width of pictures and the findings about it.
func TestPictureSizes(t *testing.T) {
	half := (440*unit.Pt - 1375*unit.Pt/100) / 2
	for _, c := range []struct {
		name, width string
		place       content.Place
		pixels      [2]int
		orientation int
		bilevel     bool
		caption     string
		want        unit.Abs
		said        string
	}{
		{name: "measure", width: "measure", pixels: [2]int{4000, 1000}, want: 440 * unit.Pt},
		{name: "half", width: "half", pixels: [2]int{4000, 1000}, want: half},
		{name: "length", width: "100pt", pixels: [2]int{4000, 1000}, want: 100 * unit.Pt},
		{name: "too wide", width: "500pt", pixels: [2]int{4000, 1000}, want: 440 * unit.Pt, said: "picture-wide"},
		{name: "few pixels", width: "measure", pixels: [2]int{600, 200}, want: 440 * unit.Pt, said: "picture-resolution"},
		{name: "few pixels and no width", pixels: [2]int{600, 200}, want: 288 * unit.Pt},
		{name: "few pixels of a line drawing and no width", pixels: [2]int{1200, 400}, bilevel: true, want: 144 * unit.Pt, said: "picture-few-pixels"},
		{name: "few pixels of a line drawing", width: "measure", pixels: [2]int{1200, 400}, bilevel: true, want: 440 * unit.Pt, said: "picture-resolution"},
		{name: "turned", width: "measure", pixels: [2]int{200, 600}, orientation: 6, want: 440 * unit.Pt, said: "picture-resolution"},
		{name: "default: at most the height of the theme", pixels: [2]int{3000, 6000}, want: unit.FromMM(60_000)},
		{name: "too tall", width: "measure", pixels: [2]int{2500, 5000}, want: 63775 * unit.Pt / 200, said: "page-hole-picturepicture-tall"},
		{name: "too tall with a caption", width: "measure", pixels: [2]int{2500, 5000}, caption: "图题", want: (63775*unit.Pt/100 - 1650*unit.Pt/100) / 2, said: "page-hole-picturepicture-tall"},
		{name: "half of the pixels", pixels: [2]int{460, 100}, want: 460 * 72 * unit.Pt / 150},
		{name: "few pixels without a width", pixels: [2]int{450, 100}, want: 450 * 72 * unit.Pt / 150, said: "picture-few-pixels"},
		{name: "a caption longer than a page", width: "measure", pixels: [2]int{4000, 1000}, caption: strings.Repeat("很长的图题", 400), want: 440 * unit.Pt, said: "picture-caption-long"},
	} {
		p := photo("A", c.pixels[0], c.pixels[1])
		p.Width, p.Place, p.Caption = text(c.width), c.place, inlines(c.caption)
		if c.orientation > 0 {
			p.Image.Orientation = c.orientation
		}
		if c.bilevel {
			p.Image.Bits, p.Image.Space = 1, picture.Gray
		}
		a := article("标题")
		a.Body = append(paragraphs(90), p)
		is := bulletinOf(section("", a))
		th := themed(t, "bulletin")
		doc, found := compose(t, is, th)
		said := ""
		for _, d := range found {
			said += string(d.Code)
		}
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if got, ok := item.(*frame.Picture); ok && (got.Width != c.want || said != c.said) {
					t.Errorf("%s: %s wide, want %s; findings %q, want %q", c.name, got.Width, c.want, said, c.said)
				}
			}
		}
		report(t, c.name, check.Document(doc, pictured(is, th)))
	}
}

// TestPixelLimits: a width that a finding about pixels tells is free of such findings, as it is
// printed.
func TestPixelLimits(t *testing.T) {
	th := themed(t, "bulletin")
	told := func(pixels int, width string, bilevel bool) (hint string, code diag.Code) {
		p := photo("A", pixels, pixels/3+1)
		p.Width = text(width)
		if bilevel {
			p.Image.Bits, p.Image.Space = 1, picture.Gray
		}
		a := article("标题")
		a.Body = append(paragraphs(90), p)
		_, found := compose(t, bulletinOf(section("", a)), th)
		for _, d := range found {
			if d.Code == "picture-few-pixels" || d.Code == "picture-resolution" {
				return d.Hint(diag.EN), d.Code
			}
		}
		return "", ""
	}
	length := regexp.MustCompile(`([0-9.]+) ?mm`)
	few, coarse := 0, 0
	for pixels := 21; pixels < 440; pixels += 7 {
		for _, bilevel := range []bool{false, true} {
			for _, width := range []string{"", "99mm"} {
				hint, code := told(pixels, width, bilevel)
				if code == "picture-few-pixels" {
					few++
				} else if code != "" {
					coarse++
				}
				if m := length.FindStringSubmatch(hint); m != nil {
					if again, _ := told(pixels, m[1]+"mm", bilevel); again != "" {
						t.Errorf("%d pixels, width %q: %q was followed: %q", pixels, width, hint, again)
					}
				}
			}
		}
	}
	if few < 50 || coarse < 50 {
		t.Errorf("%d and %d findings", few, coarse)
	}
}

// TestBleedPixels: a cover picture that has to cover the page has enough pixels with those that
// the finding tells, and not with one less.
func TestBleedPixels(t *testing.T) {
	th := themed(t, "bulletin", content.Setting{Key: "cover.picture.bleed", Value: true})
	told := func(width, height int) string {
		is := bulletinOf(section("", article("标题")))
		is.Number.Cover = photo("C", width, height)
		_, found := compose(t, is, th)
		for _, d := range found {
			if d.Code == "picture-resolution" {
				return d.Hint(diag.EN)
			}
		}
		return ""
	}
	for _, size := range [][2]int{{300, 200}, {200, 300}, {999, 1000}, {40, 900}} {
		hint := told(size[0], size[1])
		m := regexp.MustCompile(`([0-9]+) × ([0-9]+)`).FindStringSubmatch(hint)
		if m == nil || strings.Contains(hint, "mm") {
			t.Errorf("%v: %q", size, hint)
			continue
		}
		w, _ := strconv.Atoi(m[1])
		h, _ := strconv.Atoi(m[2])
		if told(w, h) != "" || told(w-2, h-2) == "" {
			t.Errorf("%v: %q is not the least", size, hint)
		}
	}
}

// The forms of captions.
func TestCaptions(t *testing.T) {
	for _, c := range []struct{ caption, credit, want string }{
		{"", "", ""},
		{"河道采样", "", "河道采样"},
		{"河道采样", "张三", "河道采样（图/张三）"},
		{"河道采样", "摄影/张三", "河道采样（摄影/张三）"},
		{"河道采样", "摄影：张三", "河道采样（摄影：张三）"},
		{"", "张三", "图/张三"},
	} {
		p := photo("A", 4000, 1000)
		p.Caption, p.Credit = inlines(c.caption), text(c.credit)
		a := article("标题")
		a.Body = append(paragraphs(90), p)
		doc, _ := compose(t, bulletinOf(section("", a)), themed(t, "bulletin"))
		got := ""
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindCaption {
					got += l.Text
				}
			}
		}
		if got != c.want {
			t.Errorf("%q, %q: set as %q, want %q", c.caption, c.credit, got, c.want)
		}
	}
}

// TestMarksOfCaptions: captions have scripts, dots and readings. A reading is at least half
// an em below the picture, and captions of several lines that are too close for one are
// reported.
func TestMarksOfCaptions(t *testing.T) {
	caption := []content.Inline{content.Run{Value: "CO"}, content.Run{Value: "2", Script: content.Subscript}, content.Run{Value: "在"},
		content.Run{Value: "渡口", Decoration: content.Decoration{Dots: true}}, content.Run{Value: "行", Ruby: content.Ruby{Text: "háng", Nth: 1}}}
	long := append(slices.Clone(caption), content.Run{Value: strings.Repeat("的排放比去年同期少了一成", 6)})
	for _, c := range []struct {
		name    string
		caption []content.Inline
		want    string
	}{{"short", caption, ""}, {"long", long, "marks-room "}} {
		p := photo("A", 2000, 1000)
		p.Caption = c.caption
		a := article("标题")
		a.Body = append(paragraphs(90), p)
		th := themed(t, "bulletin", settings("picture.gap", "1pt", "picture.caption.pitch", "13pt")...)
		var log diag.List
		doc := layout.Compose(bulletinOf(section("", a)), th, fonts.Bundled(), layout.Options{}, &log)
		if got := codes(&log); got != c.want {
			t.Errorf("%s: findings %q, want %q", c.name, got, c.want)
		}
		for i := range doc.Pages {
			foot := unit.Abs(0)
			for _, item := range doc.Pages[i].Items {
				switch item := item.(type) {
				case *frame.Picture:
					foot = item.Y + item.Height
				case *frame.Line:
					if item.Kind != frame.KindCaption || !item.First {
						continue
					}
					if len(item.Rubies) != 1 || len(item.Decorations) == 0 || item.Glyphs[2].Script != frame.Subscript {
						t.Errorf("%s: the caption has %d readings, %d marks, script %v", c.name, len(item.Rubies), len(item.Decorations), item.Glyphs[2].Script)
					}
					if top := item.Y - page.Ascent(th.Picture.Caption.Size); top-foot < th.Picture.Caption.Size/2 {
						t.Errorf("%s: %v below the picture", c.name, top-foot)
					}
				}
			}
		}
	}
}

// TestFitPictures checks that copyfitting makes pictures smaller only if the
// theme allows it, and no smaller than necessary.
func TestFitPictures(t *testing.T) {
	for _, c := range []struct {
		least int64
		want  string
	}{{0, "pitch"}, {70, "pictures scaled to"}} {
		a := article("标题")
		a.Body = append(append(paragraphs(32*6-3), photo("A", 4000, 2650)), paragraphs(32*7-3)...)
		a.Fit = 1
		is := bulletinOf(section("栏目", a))
		th := themed(t, "bulletin", content.Setting{Key: "fit.picture", Value: c.least})
		doc, found := compose(t, is, th)
		said := ""
		for _, d := range found {
			said += d.Message(diag.EN)
		}
		if !strings.Contains(said, c.want) || strings.Contains(said, "pictures") != (c.least > 0) {
			t.Errorf("%d: findings %q, want %q", c.least, said, c.want)
		}
		report(t, c.want, check.Document(doc, pictured(is, th)))
	}
}

// A cover with pictures has the same text at the same places; the emblem takes
// its room from the white above the name.
func TestCoverPictures(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen"} {
		is := bulletinOf(section("一", article("甲")))
		is.Number.Label = text("内部资料")
		plain, _ := compose(t, is, themed(t, name))
		is.Publication.Emblem, is.Number.Cover = photo("emblem", 600, 600), photo("cover", 4000, 3000)
		for _, bleed := range []bool{false, true} {
			th := themed(t, name, content.Setting{Key: "cover.picture.bleed", Value: bleed})
			doc, found := compose(t, is, th)
			if len(found) > 0 {
				t.Errorf("%s: %s", name, found[0].Message(diag.EN))
			}
			var was, got []string
			var pictures []*frame.Picture
			for _, item := range plain.Pages[0].Items {
				if l, ok := item.(*frame.Line); ok {
					was = append(was, fmt.Sprint(l.Text, l.X, l.Y))
				}
			}
			for i, item := range doc.Pages[0].Items {
				switch it := item.(type) {
				case *frame.Line:
					got = append(got, fmt.Sprint(it.Text, it.X, it.Y))
				case *frame.Picture:
					if it.Clip != nil && i > 0 {
						t.Errorf("%s: the picture that bleeds covers text", name)
					}
					pictures = append(pictures, it)
				}
			}
			if fmt.Sprint(was) != fmt.Sprint(got) {
				t.Errorf("%s: text moved:\n%v\n%v", name, was, got)
			}
			if len(pictures) != 2 || pictures[0].Image.Name == "cover" != bleed {
				t.Errorf("%s: %d pictures", name, len(pictures))
			}
			report(t, name, check.Document(doc, pictured(is, th)))
		}
	}
}

// TestCaptionAsAlternate: a caption, or else a file name that describes, stands in
// for alternate text that is missing, and only for that.
func TestCaptionAsAlternate(t *testing.T) {
	for _, c := range []struct {
		file, alt, caption string
		decorative         bool
		want               string
		said               string
	}{
		{"a.jpg", "会场", "图一", false, "会场", ""},
		{"开渠.jpg", "", "图一 会场\n全景", false, "图一 会场全景", "picture-alt-caption"},
		{"a.jpg", "", "图一", true, "", ""},
		{"a.jpg", "", "", false, "", ""},
		{"photos/副县长开渠 (2).jpg", "", "", false, "副县长开渠", "picture-alt-name"},
		{"照片/微信图片_20240607.jpg", "", "", false, "", ""},
		{"图片1.png", "", "", false, "", ""},
		{"AI人像.jpg", "", "", false, "AI人像", "picture-alt-name"},
		{"开渠.jpg", "", "", true, "", ""},
		{"photos/春耕-2.jpg", "", "", false, "", ""}, // of articles/春耕.md
		{"photos/春耕-3月.jpg", "", "", false, "春耕-3月", "picture-alt-name"},
		{"photos/春耕.jpg", "", "", false, "春耕", "picture-alt-name"},
	} {
		p := photo("A", 4000, 1000)
		p.File, p.Alt, p.Caption, p.Decorative = text(c.file), text(c.alt), inlines(c.caption), c.decorative
		a := article("标题")
		a.File = &diag.Source{Path: "articles/春耕.md"}
		a.Body = append(paragraphs(90), p)
		doc, found := compose(t, bulletinOf(section("", a)), themed(t, "bulletin"))
		said := ""
		for _, d := range found {
			said += string(d.Code)
		}
		var got *frame.Picture
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if p, ok := item.(*frame.Picture); ok {
					got = p
				}
			}
		}
		if got.Alt != c.want || said != c.said || got.Node != nil && got.Node.Alt != c.want || (got.Node == nil) != c.decorative {
			t.Errorf("%+v: %q, said %q", c, got.Alt, said)
		}
	}
}
