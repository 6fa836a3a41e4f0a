package preflight

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Where things of the clean job are, for cases that make them wrong.
const (
	photoName = "photos/meeting.jpg"
	drawName  = "photos/plan.png"
	coverName = "photos/cover.jpg"
)

var (
	redInk   = &frame.Ink{Name: "Red", RGB: [3]uint8{200, 22, 29}, CMYK: [4]uint16{0, 1000, 1000, 0}}
	freeFace = fonttest.Face()
	source   = &diag.Source{Path: "a.txt", Data: []byte("标题\n正文的第一行，正文的第二行。\n")}
	manifest = &diag.Source{Path: "issue.toml", Data: []byte("[[section.article.picture]]\n")}
)

// clean is a job without fault: a cover with a picture that bleeds, a page of
// text with a photograph, a page with a line drawing, and a blank.
func clean(t *testing.T) *Job {
	var log diag.List
	th, err := theme.Loader{}.Load(content.Text{}, nil, &log)
	if err != nil || log.Len() > 0 {
		t.Fatal(err, log.Items())
	}
	width, height := 210*unit.MM, 297*unit.MM
	bleed := 3 * unit.MM
	text := func(kind frame.Kind, y unit.Abs, from, to int) *frame.Line {
		size := 14 * unit.Pt
		l := &frame.Line{Kind: kind, X: 30 * unit.MM, Y: y, Width: 4 * size, Measure: 100 * unit.MM, Size: size,
			Place: diag.Span{Source: source, Start: from, End: to}}
		for i := range 4 {
			l.Glyphs = append(l.Glyphs, frame.Glyph{Face: freeFace, ID: 1, X: unit.Abs(i) * size, Advance: size, Size: size, Text: "字"})
		}
		return l
	}
	photo := func(name string, space picture.Space, bits, w, h int, box frame.Rect) *frame.Picture {
		return &frame.Picture{Kind: frame.KindPicture, Image: &picture.Image{Name: name, Space: space, Bits: bits, Width: w, Height: h, Orientation: 1},
			Alt: "会场", X: box.X, Y: box.Y, Width: box.Width, Height: box.Height, Place: diag.Span{Source: manifest, Start: 9, End: 19}}
	}
	// 4 inches of 1200 pixels, stored on its side.
	inside := photo(photoName, picture.CMYK, 8, 900, 1200, frame.Rect{X: 40 * unit.MM, Y: 60 * unit.MM, Width: 288 * unit.Pt, Height: 216 * unit.Pt})
	inside.Image.Orientation = 6
	cover := photo(coverName, picture.Gray, 8, 3000, 2000, frame.Rect{X: -bleed, Y: -bleed, Width: width + 2*bleed, Height: 144 * unit.MM})
	cover.Kind = frame.KindCover
	drawing := photo(drawName, picture.Gray, 1, 2400, 1200, frame.Rect{X: 40 * unit.MM, Y: 60 * unit.MM, Width: 288 * unit.Pt, Height: 144 * unit.Pt})
	title := text(frame.KindTitle, 40*unit.MM, 0, 6)
	title.Ink = redInk
	j := &Job{
		Issue: &content.Issue{Archive: content.Archive{Record: content.Text{Value: "J001-WS·2021-Y-BGS-0011"}}},
		Theme: th,
		Doc: &frame.Document{Meta: frame.Meta{Title: "试刊", Created: frame.Date{Year: 2021, Month: 10, Day: 22}, Record: "J001-WS·2021-Y-BGS-0011"}, Pages: []frame.Page{
			{Width: width, Height: height, Front: true, Items: []frame.Item{cover}},
			{Width: width, Height: height, Label: "1", Items: []frame.Item{title, inside, text(frame.KindBody, 200*unit.MM, 7, 28)}},
			{Width: width, Height: height, Label: "2", Items: []frame.Item{
				drawing, text(frame.KindBody, 200*unit.MM, 28, 49),
				&frame.Rule{Kind: frame.KindImprint, X: 30 * unit.MM, Y: 250 * unit.MM, Width: 100 * unit.MM, Height: unit.Pt / 4},
			}},
			{Width: width, Height: height, Blank: true},
		}},
		Options: pdf.Options{Profile: pdf.Print, Inks: pdf.CMYKSpot, Bleed: bleed,
			Condition: &icc.Condition{ID: "TEST", TotalInk: 300, Profile: &icc.Profile{Class: "prtr", Space: icc.CMYK}}},
		Saddle: true,
		Result: &pdf.Result{Plates: []string{"Black", "Cyan", "Magenta", "Red", "Yellow"}, Pictures: []pdf.PictureUse{
			{Page: 0, Item: cover, Space: picture.Gray},
			{Page: 1, Item: inside, Space: picture.CMYK, TotalInk: 300, InkGiven: 330},
			{Page: 2, Item: drawing, Space: picture.Gray},
		}},
	}
	for range 3 { // a rectangle of its own each
		j.Result.Boxes = append(j.Result.Boxes, pdf.Boxes{Width: width + 2*bleed, Height: height + 2*bleed,
			Bleed: &frame.Rect{Width: width + 2*bleed, Height: height + 2*bleed}, Trim: &frame.Rect{X: bleed, Y: bleed, Width: width, Height: height}})
	}
	j.Result.Boxes = append(j.Result.Boxes, pdf.Boxes{Width: width, Height: height})
	return j
}

// Things of the clean job.
func (j *Job) item(page, i int) frame.Item { return j.Doc.Pages[page].Items[i] }
func (j *Job) photo() *frame.Picture       { return j.item(1, 1).(*frame.Picture) }
func (j *Job) cover() *frame.Picture       { return j.item(0, 0).(*frame.Picture) }
func (j *Job) drawing() *frame.Picture     { return j.item(2, 0).(*frame.Picture) }
func (j *Job) title() *frame.Line          { return j.item(1, 0).(*frame.Line) }
func (j *Job) body() *frame.Line           { return j.item(1, 2).(*frame.Line) }
func (j *Job) rule() *frame.Rule           { return j.item(2, 2).(*frame.Rule) }

// stamp puts a picture that is transparent in parts so far below the photo's top.
func (j *Job) stamp(down unit.Abs) {
	p, im := *j.photo(), *j.photo().Image
	im.Name, im.Alpha = "stamp.png", true
	p.Image = &im
	p.Y += down
	j.Doc.Pages[1].Items = append(j.Doc.Pages[1].Items, &p)
}

func (j *Job) screen()                         { j.Options = pdf.Options{Profile: pdf.Screen} }
func (j *Job) archive()                        { j.Options = pdf.Options{Profile: pdf.Archive} }
func face(opts ...fonttest.Option) *fonts.Face { return fonttest.Face(opts...) }

func (j *Job) look(t *testing.T) (*Report, *diag.List) {
	t.Helper()
	if j.Result != nil && j.Result.Faces == nil {
		for _, f := range (&Job{Doc: j.Doc}).usedFaces() {
			j.Result.Faces = append(j.Result.Faces, f.Face)
		}
	}
	var log diag.List
	j.Ready(&log)
	j.Check(&log)
	return j.Report(&log), &log
}

func TestCleanJob(t *testing.T) {
	for _, profile := range []func(*Job){func(*Job) {}, (*Job).screen, (*Job).archive} {
		j := clean(t)
		profile(j)
		if r, log := j.look(t); len(r.Findings) > 0 || log.Len() > 0 {
			t.Errorf("profile %d: %v", j.Options.Profile, r.Findings)
		}
	}
}

// TestEachFinding changes a job without findings in one way at a time and checks
// that there is exactly the one finding, with the value measured.
func TestEachFinding(t *testing.T) {
	fired := map[string]bool{}
	for _, tt := range []struct {
		name  string
		wrong func(j *Job)
		want  string // code page object value limit
	}{
		{"coarse", func(j *Job) { j.photo().Image.Height = 896 }, "preflight-resolution-low 1 " + photoName + " 224 ppi 225 ppi"},
		{"coarse in one direction", func(j *Job) { j.photo().Image.Width = 449 }, "preflight-resolution 1 " + photoName + " 149 ppi 150 ppi"},
		{"coarse in the archive", func(j *Job) { j.archive(); j.photo().Width *= 3 }, "preflight-resolution-low 1 " + photoName + " 100 ppi 150 ppi"},
		{"limit of the theme", func(j *Job) { j.Theme.Preflight.ResolutionWarn = 301 }, "preflight-resolution-low 1 " + photoName + " 300 ppi 301 ppi"},
		{"line drawing", func(j *Job) { j.drawing().Image.Width = 2399 }, "preflight-bilevel 2 " + drawName + " 599 ppi 600 ppi"},
		{"a code of small modules", func(j *Job) {
			modules(j.drawing(), 29, 5)
			j.drawing().Width, j.drawing().Height = 8*unit.MM, 8*unit.MM
		}, "preflight-module 2 " + drawName + " 0.28 mm 0.3 mm"},
		{"a code with a pixel a module", func(j *Job) {
			singles(j.drawing())
			j.drawing().Width, j.drawing().Height = 9*unit.MM, 9*unit.MM
		}, "preflight-module 2 " + drawName + " 0.27 mm 0.3 mm"},
		{"RGB in the file", func(j *Job) { j.Result.Pictures[1].Space, j.Result.Pictures[1].TotalInk = picture.RGB, 0 }, "preflight-rgb 1 " + photoName + " rgb "},
		{"a written name in gray", func(j *Job) {
			j.Options.Inks = pdf.KSpot
			j.Result.Plates = []string{"Black", "Red"}
			j.Result.Pictures[1].Space, j.Result.Pictures[1].TotalInk = picture.Gray, 0
			j.photo().Article = 0
			j.Issue.Publication.Masthead = &content.Picture{Image: j.photo().Image}
		}, "preflight-name-gray 1 " + photoName + " cmyk gray"},
		{"colour in gray", func(j *Job) { j.Result.Pictures[1].Space, j.Result.Pictures[1].TotalInk = picture.Gray, 0 }, "preflight-gray 1 " + photoName + " cmyk gray"},
		{"no way to the inks", func(j *Job) { j.Options.Condition.Profile = nil; j.cover().Image.Space = picture.RGB; j.Result = nil }, "preflight-no-conversion 0 " + coverName + " rgb cmyk"},
		{"no way to gray", func(j *Job) { j.Options.Condition.Profile, j.Options.Inks, j.Result = nil, pdf.KSpot, nil }, "preflight-no-conversion 1 " + photoName + " cmyk gray"},
		{"too much ink", func(j *Job) { j.Result.Pictures[1].TotalInk = 301 }, "preflight-ink 1 " + photoName + " 301% 300%"},
		{"ink by the theme", func(j *Job) { j.Theme.Preflight.Ink = 260 }, "preflight-ink 1 " + photoName + " 300% 260%"},
		{"ink taken away", func(j *Job) { j.Result.Pictures[1].Limited = true }, "preflight-ink-limited 1 " + photoName + " 300% 300%"},
		{"heavy ink", func(j *Job) {
			j.Options.Inks = pdf.CMYK
			j.Result.Plates = process()
			j.title().Ink = &frame.Ink{Name: "Brown", CMYK: [4]uint16{900, 900, 901, 301}}
		},
			"preflight-ink-mixed 1 Brown 301% 300%"},
		{"undeclared plate", func(j *Job) {
			j.title().Ink = &frame.Ink{Name: "Blue", CMYK: [4]uint16{1000, 0, 0, 0}}
			j.Result.Plates = append(j.Result.Plates, "Blue")
		},
			"preflight-plate 1 Blue  Black, Cyan, Magenta, Yellow, Red"},
		{"process ink in k+spot", func(j *Job) { j.Options.Inks = pdf.KSpot; j.Result.Plates = []string{"Black", "Cyan", "Red"} }, "preflight-plate -1 Cyan  Black, Red"},
		{"spot in k", func(j *Job) { j.Options.Inks = pdf.K; j.Result.Plates = []string{"Black", "Red"} }, "preflight-plate 1 Red  Black"},
		{"plate name", func(j *Job) { j.title().Ink = &frame.Ink{Name: "红", CMYK: redInk.CMYK} }, "preflight-plate-name 1 红  "},
		{"two inks of one name", func(j *Job) { j.body().Ink = &frame.Ink{Name: "Red", CMYK: [4]uint16{0, 800, 800, 0}} }, "preflight-plate-shared 1 Red  "},
		{"thin rule", func(j *Job) { j.rule().Height-- }, "preflight-rule 2 imprint 0.24999 pt 0.25 pt"},
		{"thin upright rule", func(j *Job) { r := j.rule(); r.Width, r.Height = unit.Pt/5, 20*unit.MM }, "preflight-rule 2 imprint 0.2 pt 0.25 pt"},
		{"small type", func(j *Job) { j.body().Glyphs[2].Size = 5 * unit.Pt }, "preflight-type 1 body 5 pt 6 pt"},
		{"near the left", func(j *Job) { j.body().X = 4 * unit.MM }, "preflight-margin 1 body 4 mm 5 mm"},
		{"near the foot", func(j *Job) { j.body().Y = 297*unit.MM - 5*unit.MM }, "preflight-margin 1 body 4.41 mm 5 mm"},
		{"picture near the trim", func(j *Job) { j.photo().Y = 2 * unit.MM }, "preflight-margin 1 picture 2 mm 5 mm"},
		{"rule near the trim", func(j *Job) { j.rule().X = 1 * unit.MM }, "preflight-margin 2 imprint 1 mm 5 mm"},
		{"text cut off", func(j *Job) { j.body().X = -2 * unit.MM }, "preflight-trimmed 1 body -2 mm 0 mm"},
		{"no bleed", func(j *Job) { j.cover().X, j.cover().Width = 0, 210*unit.MM }, "preflight-bleed 0 " + coverName + " 0 mm 3 mm"},
		{"no bleed at all", func(j *Job) {
			j.Options.Bleed = 0
			j.cover().X, j.cover().Y, j.cover().Width = 0, 0, 210*unit.MM
		}, "preflight-bleed-small 0 " + coverName + " 0 mm 3 mm"},
		{"a millimetre of bleed", func(j *Job) {
			j.Options.Bleed = unit.MM
			j.cover().X, j.cover().Y, j.cover().Width = -unit.MM, -unit.MM, 212*unit.MM
		}, "preflight-bleed-small 0 " + coverName + " 1 mm 3 mm"},
		{"a rule that ends at the trim", func(j *Job) { r := j.rule(); r.X, r.Width = 0, 100*unit.MM }, "preflight-bleed-small 2 imprint 0 mm 3 mm"},
		{"CMYK of another condition", func(j *Job) { j.photo().Image.Profile = icc.Bundled().Profile.Data }, "preflight-cmyk-profile 1 " + photoName + " " + icc.Bundled().Profile.Description + " TEST"},
		{"CMYK with a damaged profile", func(j *Job) {
			j.photo().Image.Profile = icc.Bundled().Profile.Data[:300]
			j.Options.ConvertCMYK = true
		}, "preflight-cmyk-profile 1 " + photoName + "  TEST"},
		{"CMYK of another condition, converted", func(j *Job) {
			j.photo().Image.Profile = icc.Bundled().Profile.Data
			j.Options.ConvertCMYK = true
		}, "preflight-cmyk-converted 1 " + photoName + " " + icc.Bundled().Profile.Description + " TEST"},
		{"CMYK of an unknown condition", func(j *Job) { j.DefaultCondition = true }, "preflight-cmyk-unknown 1 " + photoName + "  TEST"},
		{"CMYK with an RGB profile", func(j *Job) { j.photo().Image.OtherProfile = "RGB" }, "preflight-other-profile 1 " + photoName + " RGB cmyk"},
		{"a profile for another space", func(j *Job) { j.photo().Image.OtherProfile = "Lab" }, "preflight-other-profile 1 " + photoName + " Lab cmyk"},
		{"gray with an RGB profile", func(j *Job) { j.cover().Image.OtherProfile = "RGB" }, "preflight-other-profile 0 " + coverName + " RGB gray"},
		{"a damaged profile of grays", func(j *Job) { j.cover().Image.Tones = []byte("none") }, "preflight-bad-profile 0 " + coverName + "  gray"},
		{"a damaged profile", func(j *Job) { j.photo().Image.BadProfile = true }, "preflight-bad-profile 1 " + photoName + "  cmyk"},
		{"a damaged profile on the screen", func(j *Job) {
			j.Options.Profile = pdf.Screen
			j.photo().Image.BadProfile = true
		}, "preflight-bad-profile 1 " + photoName + "  cmyk"},
		{"bleed clipped", func(j *Job) {
			j.cover().Clip = &frame.Rect{X: -unit.MM, Y: -3 * unit.MM, Width: 214 * unit.MM, Height: 100 * unit.MM}
		},
			"preflight-bleed 0 " + coverName + " 1 mm 3 mm"},
		{"embedding forbidden", func(j *Job) { j.body().Glyphs[0].Face = face(fonttest.Family("Shut"), fonttest.Embedding(2)) }, "preflight-font-embedding 1 Shut-Regular fsType 2 "},
		{"bitmaps only", func(j *Job) {
			j.archive()
			j.body().Glyphs[0].Face = face(fonttest.Family("Shut"), fonttest.Embedding(0x204))
		}, "preflight-font-embedding 1 Shut-Regular fsType 516 "},
		{"subsetting forbidden", func(j *Job) { j.body().Glyphs[0].Face = face(fonttest.Family("Shut"), fonttest.Embedding(0x100)) }, "preflight-font-subsetting 1 Shut-Regular fsType 256 "},
		{"three pages to stitch", func(j *Job) { j.Doc.Pages = j.Doc.Pages[:3] }, "preflight-binding -1  3 4"},
		{"blanks for stitching", func(j *Job) { j.Added = []int{3} }, "preflight-blanks -1  1 "},
		{"another size", func(j *Job) { j.Doc.Pages[2].Height += unit.MM }, "preflight-trim 2  210 × 298 mm 210 × 297 mm"},
		{"no alternate text on screen", func(j *Job) { j.screen(); j.photo().Alt = "" }, "preflight-alt 1 " + photoName + "  "},
		{"no alternate text in the archive", func(j *Job) { j.archive(); j.photo().Alt = "" }, "preflight-alt 1 " + photoName + "  "},
		{"no alternate text in print", func(j *Job) { j.photo().Alt = "" }, "preflight-alt-print 1 " + photoName + "  "},
		{"transparent over a picture", func(j *Job) { j.stamp(0) }, "preflight-alpha 1 stamp.png " + photoName + " "},
		{"no record", func(j *Job) { j.archive(); j.Doc.Meta.Record = "" }, "preflight-record -1   "},
		{"record with a blank", func(j *Job) { j.archive(); j.Doc.Meta.Record = "J001 WS" }, "preflight-record-form -1 J001 WS  "},
		{"re-set, without a date", func(j *Job) { j.archive(); j.Doc.Meta.Reset = true }, "preflight-produced -1   "},
		{"re-set before it came out", func(j *Job) {
			j.archive()
			j.Doc.Meta.Reset = true
			j.Doc.Meta.Produced = frame.Date{Year: 2021, Month: 10, Day: 21}
		},
			"preflight-produced-early -1  2021-10-21 2021-10-22"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j := clean(t)
			tt.wrong(j)
			r, log := j.look(t)
			var got []string
			for _, f := range r.Findings {
				fired[string(f.Code)] = true
				got = append(got, strings.Join([]string{string(f.Code), strconv.Itoa(f.Page), f.Object, f.Value, f.Limit}, " "))
				if s, ok := diag.SeverityOf(f.Code); !ok || f.Severity != s {
					t.Errorf("severity %s", f.Severity)
				}
				if f.Page >= 0 && f.Label != j.Doc.Pages[f.Page].Label {
					t.Errorf("label %q", f.Label)
				}
				if strings.Contains(f.Message(diag.ZH)+f.Message(diag.EN)+f.Hint(diag.ZH)+f.Hint(diag.EN), "%!") {
					t.Errorf("badly filled: %s", f.Message(diag.EN))
				}
			}
			if !slices.Equal(got, []string{tt.want}) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
			if log.Len() != len(got) {
				t.Errorf("the log has %d findings, the report %d", log.Len(), len(got))
			}
		})
	}
	for _, code := range diag.Codes() {
		if strings.HasPrefix(string(code), "preflight-") && !fired[string(code)] {
			t.Errorf("no case for %s", code)
		}
	}
}

// TestAllowed checks jobs that look faulty and are not.
func TestAllowed(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(j *Job)
	}{
		{"decoration needs no text", func(j *Job) { j.photo().Alt, j.photo().Decorative = "", true }},
		{"transparent beside a picture", func(j *Job) { j.stamp(j.photo().Height) }},
		{"plates of the manifest", func(j *Job) {
			j.Issue.Print.Plates = []content.Text{{Value: "Gold"}}
			j.Result.Plates = append(j.Result.Plates, "Gold")
		}},
		{"a shade of black needs no name", func(j *Job) { j.title().Ink = &frame.Ink{CMYK: [4]uint16{0, 0, 0, 500}} }},
		{"outlines are no font", func(j *Job) {
			j.Options.OutlineText = true
			j.body().Glyphs[0].Face = face(fonttest.Embedding(2))
		}},
		{"a face of blanks alone is not embedded", func(j *Job) {
			j.Result.Faces = []*fonts.Face{freeFace}
			j.body().Glyphs[0].Face = face(fonttest.Embedding(2))
		}},
		{"embedding for editing", func(j *Job) { j.body().Glyphs[0].Face = face(fonttest.Embedding(8)) }},
		{"no bleed for a copier", func(j *Job) {
			j.Options.Bleed, j.Options.Booklet = 0, &pdf.Booklet{}
			j.cover().X, j.cover().Y, j.cover().Width = 0, 0, 210*unit.MM
		}},
		{"no bleed and nothing at the trim", func(j *Job) {
			j.Options.Bleed = 0
			j.cover().X, j.cover().Y, j.cover().Width = 20*unit.MM, 20*unit.MM, 170*unit.MM
		}},
		{"CMYK of the condition", func(j *Job) {
			j.photo().Image.Profile = icc.Bundled().Profile.Data
			j.Options.Condition = icc.Bundled()
			j.DefaultCondition = true
		}},
		{"CMYK without a profile, for a condition that was chosen", func(j *Job) { j.photo().Image.Profile = nil }},
		{"black and white with another profile", func(j *Job) {
			j.Options.Profile = pdf.Screen
			j.cover().Image.OtherProfile, j.cover().Image.Bits = "RGB", 1
		}},
		{"gray in print with a damaged profile", func(j *Job) { j.cover().Image.BadProfile = true }},
		{"single pages of any number", func(j *Job) { j.Saddle = false; j.Doc.Pages = j.Doc.Pages[:3] }},
		{"conversion within the limit", func(j *Job) {
			j.photo().Image.Space = picture.RGB
			j.Result.Pictures[1].Limited = true
		}},
		{"gray by a profile of its own", func(j *Job) {
			j.Options.Condition.Profile, j.Options.Inks, j.Result = nil, pdf.KSpot, nil
			j.photo().Image.Profile = []byte("a profile")
		}},
		{"RGB on the black plate", func(j *Job) {
			j.Options.Condition.Profile, j.Options.Inks, j.Result = nil, pdf.K, nil
			j.photo().Image.Space = picture.RGB
		}},
		{"a rule that bleeds", func(j *Job) { r := j.rule(); r.X, r.Width = -3*unit.MM, 216*unit.MM }},
		{"nothing could be written", func(j *Job) { j.Result = nil }},
	} {
		j := clean(t)
		tt.do(j)
		if r, _ := j.look(t); len(r.Findings) > 0 {
			t.Errorf("%s: %v", tt.name, r.Findings)
		}
	}
}

// TestRepeatedFinding checks that what occurs on every page is one finding with
// the number of occurrences.
func TestRepeatedFinding(t *testing.T) {
	j := clean(t)
	for i := range 100 {
		p := j.Doc.Pages[1]
		p.Label = strconv.Itoa(i + 3)
		l := *j.body()
		l.X = unit.MM
		p.Items = []frame.Item{&l}
		j.Doc.Pages = append(j.Doc.Pages, p)
	}
	r, _ := j.look(t)
	if len(r.Findings) != 1 || r.Findings[0].Page != 4 || !strings.Contains(r.Findings[0].Message(diag.EN), "places: 100") {
		t.Errorf("%v", r.Findings)
	}
}

// TestOtherStages checks that findings of layout are in the report, with their
// pages.
func TestOtherStages(t *testing.T) {
	j := clean(t)
	var log diag.List
	log.Add("line-loose", j.body().Place)
	log.Add("glyph-fallback", diag.Span{Source: source, Start: 30, End: 33}, "字", "U+5B57", "kai", "song")
	log.Add("condition-default", diag.Span{}, "CGATS TR 006")
	j.Ready(&log)
	j.Check(&log)
	var got []string
	for _, f := range j.Report(&log).Findings {
		got = append(got, string(f.Code)+" "+strconv.Itoa(f.Page))
	}
	if want := []string{"condition-default -1", "line-loose 1", "glyph-fallback 2"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
