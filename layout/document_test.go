package layout_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/color"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// dumped is a line or rule of a dump, in millimetres.
type dumped struct {
	Page                           int
	Kind, Of, Text                 string
	Part                           any
	Label                          string
	X, Y, Width, Height, Size, Row float64
	Grid                           int
}

const mmOfPoint = 25.4 / 72

// dumpOf returns the lines and rules of a document's dump.
func dumpOf(t *testing.T, doc *frame.Document) (list []dumped) {
	t.Helper()
	var b bytes.Buffer
	if err := frame.Dump(&b, doc); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		var d dumped
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		for _, v := range []*float64{&d.X, &d.Y, &d.Width, &d.Height, &d.Size} {
			*v *= mmOfPoint
		}
		list = append(list, d)
	}
	return list
}

// official composes an official document in theme gongwen and has it checked.
func official(t *testing.T, is *content.Issue, set ...content.Setting) (*frame.Document, *diag.List) {
	t.Helper()
	th := themed(t, "gongwen", set...)
	is = recognized(is, th)
	var log diag.List
	doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
	for _, d := range log.Items() {
		if d.Severity == diag.Error {
			t.Error(d.Message(diag.EN))
		}
	}
	report(t, "official", check.Document(doc, pictured(is, th)))
	return doc, &log
}

// TestOfficial measures the dump of the sample to 0.1 mm against GB/T 9704-2012: A4,
// text block of 28 × 22 characters of 15.75 pt, 37 mm from the head and 28 mm from
// the binding edge (RULES 17.1 to 17.3).
func TestOfficial(t *testing.T) {
	doc, _ := official(t, issue(t, samples+"official"))
	const (
		em    = 15.75 * mmOfPoint
		line  = em * 1.875
		width = 28 * em
		left  = 28 + (156-width)/2
		even  = 26 + (156-width)/2
		top   = 37.0
		foot  = top + 21*line + em
	)
	near := func(what string, got, want float64) {
		t.Helper()
		if got-want > 0.1 || want-got > 0.1 {
			t.Errorf("%s at %.2f mm, not %.2f mm", what, got, want)
		}
	}
	part := map[string][]dumped{}
	var rules []dumped
	var title, folios []dumped
	for _, d := range dumpOf(t, doc) {
		switch d.Kind {
		case "document":
			part[d.Part.(string)] = append(part[d.Part.(string)], d)
		case "rule":
			if d.Of == "document" {
				rules = append(rules, d)
			}
		case "title":
			title = append(title, d)
		case "folio":
			folios = append(folios, d)
		}
	}
	baseline := func(row float64) float64 { return top + row*line + 0.88*em }
	for i, name := range []string{"copy-number", "secrecy", "urgency"} {
		p := part[name]
		if len(p) != 1 {
			t.Fatalf("%d lines of %s", len(p), name)
		}
		near(name+", left", p[0].X, left)
		near(name+", baseline", p[0].Y, baseline(float64(i)))
	}
	mark, number := part["mark"][0], part["number"][0]
	near("the mark's middle", mark.X+mark.Width/2, left+width/2)
	above, below := inkOf(doc, "mark")
	near("the mark's upper edge", mark.Y-above, top+35)
	near("the number's upper edge", number.Y-0.88*em, mark.Y+below+2*line)
	near("the number's middle", number.X+number.Width/2, left+width/2)
	if len(rules) != 4 {
		t.Fatalf("%d rules", len(rules))
	}
	near("the red rule", rules[0].Y, number.Y+0.12*em+4)
	near("the red rule, left", rules[0].X, left)
	near("the red rule, width", rules[0].Width, width)
	if h := rules[0].Height; h < 0.35 || h > 0.5 {
		t.Errorf("the red rule is %.2f mm thick", h)
	}
	near("the title", title[0].Y, baseline(10)) // two blank rows below the row of rule and number
	near("the title's middle", title[0].X+title[0].Width/2, left+width/2)
	to := part["to"][0]
	near("the addressees", to.Y, title[1].Y+2*line)
	near("the addressees, left", to.X, left)
	if !strings.HasSuffix(to.Text, "各直属机构：") {
		t.Errorf("addressees %q", to.Text)
	}
	date := ofKind(doc, frame.KindSignedDate)[0]
	note := part["note"][0]
	near("the note", note.Y, float64(date.Y)/float64(unit.Pt)*mmOfPoint+line)
	near("the note, left", note.X, even+2*em)
	if !strings.HasPrefix(note.Text, "（") || !strings.HasSuffix(note.Text, "）") {
		t.Errorf("note %q", note.Text)
	}
	copies, issued := part["copies-to"], part["issued"]
	if len(copies) != 2 || len(issued) != 2 {
		t.Fatalf("%d lines of copies-to, %d of issued", len(copies), len(issued))
	}
	const small = 13.75 * mmOfPoint // 四号
	near("copies-to, left", copies[0].X, even+small)
	near("copies-to, turned line", copies[1].X, even+small+3*small)
	near("the office that issues", issued[0].X, even+small)
	near("the day of issue, right", issued[1].X+issued[1].Width, even+width-small)
	if issued[0].Text != "柳湾县人民政府办公室" || strings.ReplaceAll(issued[1].Text, " ", "") != "2025年9月12日印发" {
		t.Errorf("issued %q %q", issued[0].Text, issued[1].Text)
	}
	near("the last rule", rules[3].Y+rules[3].Height/2, foot)
	for i, want := range []float64{0.35, 0.25, 0.35} {
		if h := rules[i+1].Height; h-want > 0.005 || want-h > 0.005 {
			t.Errorf("rule %d of the imprint is %.3f mm thick", i+1, h)
		}
		near("a rule of the imprint, width", rules[i+1].Width, width)
	}
	if copies[0].Page != 4 || len(doc.Pages) != 4 {
		t.Errorf("the imprint is on page %d of %d", copies[0].Page, len(doc.Pages))
	}
	for i, f := range folios {
		if want := fmt.Sprintf("— %d —", i+1); f.Text != want {
			t.Errorf("page number %q, not %q", f.Text, want)
		}
		if i%2 == 0 {
			near("an odd page number's right edge", f.X+f.Width, left+width-small)
		} else {
			near("an even page number's left edge", f.X, even+small)
		}
		near("a page number's dashes", f.Y-0.38*14*mmOfPoint, foot+7)
	}
}

// inkOf returns how far the ink of a part extends above and below its baseline, in
// millimetres.
func inkOf(doc *frame.Document, part frame.DocumentPart) (above, below float64) {
	for _, l := range ofKind(doc, frame.KindDocument) {
		if l.Part != part {
			continue
		}
		for i := range l.Glyphs {
			g := &l.Glyphs[i]
			b, _ := g.Face.Bounds(g.ID)
			em := float64(g.Size) / float64(unit.Pt) / float64(g.Face.UnitsPerEm()) * mmOfPoint
			above, below = max(above, em*float64(b.YMax)), max(below, -em*float64(b.YMin))
		}
	}
	return above, below
}

// document makes an official document of n paragraphs.
func document(n int, change func(*content.Document)) *content.Issue {
	a := article("关于做好春季防火工作的通知")
	a.Body = paragraphs(n, 60)
	is := bulletinOf(section("正文", a))
	is.Contents.Show = false
	is.Publication.Title = text("清源县人民政府文件")
	is.Document = &content.Document{Number: text("清政发〔2024〕5号"), To: []content.Text{text("各乡镇人民政府")}, CopiesTo: []content.Text{text("县委办公室")}}
	if change != nil {
		change(is.Document)
	}
	return is
}

// parts returns the lines of a part.
func partsOf(doc *frame.Document, part frame.DocumentPart) (lines []*frame.Line) {
	for _, l := range ofKind(doc, frame.KindDocument) {
		if l.Part == part {
			lines = append(lines, l)
		}
	}
	return lines
}

// TestOfficialSigners: the signers of a document to a superior stand two in a row,
// and the number beside the last of them (RULES 17.1).
func TestOfficialSigners(t *testing.T) {
	names := []string{"田亦舟", "夏木", "欧阳长河", "谢春晓", "潘一诺"}
	for n := 1; n <= len(names); n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			doc, _ := official(t, document(3, func(d *content.Document) {
				for _, name := range names[:n] {
					d.Signers = append(d.Signers, text(name))
				}
			}))
			lines := partsOf(doc, frame.PartSigners)
			if len(lines) != n+1 || lines[0].Text != "签发人：" {
				t.Fatalf("%d lines, the first %q", len(lines), lines[0].Text)
			}
			number, last := partsOf(doc, frame.PartNumber)[0], lines[n]
			em := number.Size
			if pitch := themed(t, "gongwen").Body.Pitch; number.Y != last.Y || number.Y != lines[1].Y+pitch*unit.Abs((n-1)/2) {
				t.Errorf("the number is at %s, the first signer at %s, the last at %s", number.Y, lines[1].Y, last.Y)
			}
			right := lines[min(n, 2)]
			if n == 2 && right.Text == "夏木" && right.Width != 3*em {
				t.Errorf("夏木 is %s wide, not three em", right.Width)
			}
			for i := 3; i <= n; i++ {
				if lines[i].X != lines[i-2].X {
					t.Errorf("%s does not stand below %s", lines[i].Text, lines[i-2].Text)
				}
			}
			if label := lines[0]; lines[1].X-label.X != 4*em {
				t.Errorf("%s from the label to the name", lines[1].X-label.X)
			}
		})
	}
}

// TestOfficialCrowded: a number without room beside the last signer stands below the signers,
// with a warning, on several lines if it needs them.
func TestOfficialCrowded(t *testing.T) {
	for _, c := range []struct {
		code         string
		lines        int
		below        bool
		signers, far int // far: of the longest name, in characters
	}{
		{"清水发", 1, false, 1, 3},
		{"清源县水土保持委员会办公室发", 1, true, 1, 3},
		{"清源县水土保持委员会办公室发", 1, false, 3, 3},
		{"清源县水土保持委员会综合治理办公室发", 1, true, 3, 3},
		{"清水发", 1, true, 2, 20},
		{strings.Repeat("清源县水土保持委员会", 3) + "发", 2, true, 2, 3},
		{strings.Repeat("清源县水土保持委员会", 3) + "发", 2, false, 0, 3},
	} {
		doc, log := official(t, document(3, func(d *content.Document) {
			d.Number = text(c.code + "〔2025〕5号")
			for range c.signers {
				d.Signers = append(d.Signers, text(strings.Repeat("禾", c.far)))
			}
		}))
		number, signers := partsOf(doc, frame.PartNumber), partsOf(doc, frame.PartSigners)
		if len(number) != c.lines || strings.Contains(codes(log), "boxes-overlap") || strings.Contains(codes(log), "document-crowded") != c.below {
			t.Errorf("%s, %d signers: %d lines, findings %s", c.code, c.signers, len(number), codes(log))
			continue
		}
		left, right := doc.Pages[0].Width, unit.Abs(0)
		for _, l := range number {
			left, right = min(left, l.X), max(right, l.X+l.Width)
		}
		if th := themed(t, "gongwen"); left < th.Page.OddLeft || right > th.Page.OddLeft+28*number[0].Size {
			t.Errorf("%s: from %s to %s", c.code, left, right)
		}
		if c.signers == 0 {
			continue
		}
		if last := signers[len(signers)-1]; (number[0].Y > last.Y) != c.below {
			t.Errorf("%s, %d signers: the number at %s, the last of them at %s", c.code, c.signers, number[0].Y, last.Y)
		}
	}
}

// TestOfficialWithoutNumber: signers that are wide crowd no number where there is none.
func TestOfficialWithoutNumber(t *testing.T) {
	_, log := official(t, document(3, func(d *content.Document) {
		d.Number = content.Text{}
		d.Signers = []content.Text{text(strings.Repeat("禾", 23))}
	}))
	if strings.Contains(codes(log), "document-crowded") {
		t.Error(codes(log))
	}
}

// TestOfficialJoint: several issuers have the same width, the word beside them stands
// half way up, and page 1 has text however many they are (RULES 17.1).
func TestOfficialJoint(t *testing.T) {
	offices := []string{"清源县水利局", "清源县农业农村局", "清源县应急管理局", "清源县财政局", "清源县发展和改革局", "清源县自然资源和规划局",
		"清源县林业局", "清源县公安局", "清源县气象局", "清源县教育局", "清源县民政局", "清源县文化广电和旅游局"}
	for _, n := range []int{2, 3, 5, 12} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			is := document(6, nil)
			is.Publication.Title = text(strings.Join(offices[:n], "\n") + "文件")
			doc, log := official(t, is)
			for _, d := range log.Items() {
				if d.Code == "document-first-page" {
					t.Error("page 1 has no text")
				}
			}
			marks := partsOf(doc, frame.PartMark)
			if len(marks) != n+1 {
				t.Fatalf("%d lines", len(marks))
			}
			word := marks[n]
			if word.Text != "文件" {
				t.Fatalf("the word is %q", word.Text)
			}
			for i, l := range marks[:n] {
				if l.Width != marks[0].Width && abs(l.Width-marks[0].Width) > unit.Pt/100 || l.X != marks[0].X {
					t.Errorf("%s is %s wide at %s, the first %s at %s", l.Text, l.Width, l.X, marks[0].Width, marks[0].X)
				}
				if i > 0 && l.Y-marks[i-1].Y < l.Size {
					t.Errorf("%s is only %s below the line before", l.Text, l.Y-marks[i-1].Y)
				}
			}
			middle := (marks[0].Y + marks[n-1].Y) / 2
			if off := word.Y - middle; abs(off) > word.Size/10 {
				t.Errorf("the word is %s off the middle", off)
			}
			if end := word.X + word.Width; end > doc.Pages[0].Width-26*unit.MM+unit.Pt {
				t.Errorf("the mark ends at %s", end)
			}
		})
	}
}

// TestOfficialOneAndWord: the word on a line of its own stands beside the only issuer.
func TestOfficialOneAndWord(t *testing.T) {
	is := document(3, nil)
	is.Publication.Title = text("清源县水利局\n文件")
	doc, log := official(t, is)
	marks := partsOf(doc, frame.PartMark)
	if len(marks) != 2 || marks[1].X < marks[0].X+marks[0].Width || strings.Contains(codes(log), "boxes-overlap") {
		t.Errorf("%d lines, findings %s", len(marks), codes(log))
	}
}

func abs(a unit.Abs) unit.Abs { return max(a, -a) }

// TestOfficialEnd: the imprint stands on the last page, an even one, and pages
// without text have no numbers (RULES 17.3).
func TestOfficialEnd(t *testing.T) {
	for n := 1; n <= 24; n++ {
		doc, _ := official(t, document(n, nil))
		last := len(doc.Pages) - 1
		lines := partsOf(doc, frame.PartCopiesTo)
		if len(doc.Pages)%2 != 0 || len(lines) == 0 || ofPage(doc, lines[0]) != last {
			t.Errorf("%d paragraphs: %d pages, the imprint on %d", n, len(doc.Pages), ofPage(doc, lines[0])+1)
		}
		blank := false
		for i := range doc.Pages {
			pg := &doc.Pages[i]
			own := pg.Blank || i == last && blank
			blank = pg.Blank
			if (pg.Label == "") != own {
				t.Errorf("%d paragraphs: page %d has the number %q", n, i+1, pg.Label)
			}
		}
	}
	// On the last page, even or odd, if the theme says so.
	doc, _ := officialUnchecked(t, document(1, nil), content.Setting{Key: "document.even", Value: false})
	if len(doc.Pages) != 1 {
		t.Errorf("%d pages, not one", len(doc.Pages))
	}
}

func officialUnchecked(t *testing.T, is *content.Issue, set ...content.Setting) (*frame.Document, *diag.List) {
	t.Helper()
	th := themed(t, "gongwen", set...)
	var log diag.List
	return layout.Compose(recognized(is, th), th, fonts.Bundled(), layout.Options{}, &log), &log
}

// ofPage returns the index of the page that has a line.
func ofPage(doc *frame.Document, line *frame.Line) int {
	for i := range doc.Pages {
		for _, it := range doc.Pages[i].Items {
			if it == frame.Item(line) {
				return i
			}
		}
	}
	return -1
}

// TestOfficialAddressees: addressees that leave page 1 no text are printed in the
// imprint, above those who get copies, and nothing of them is lost (RULES 17.2).
func TestOfficialAddressees(t *testing.T) {
	var many []content.Text
	for i := range 40 {
		many = append(many, text(fmt.Sprintf("清源县第%d中心小学校", i+1)))
	}
	doc, log := official(t, document(4, func(d *content.Document) { d.To = many }))
	to := partsOf(doc, frame.PartTo)
	got := ""
	for _, l := range to {
		got += l.Text
		if ofPage(doc, l) != len(doc.Pages)-1 {
			t.Fatalf("addressees on page %d of %d", ofPage(doc, l)+1, len(doc.Pages))
		}
	}
	want := "主送："
	for i, name := range many {
		if want += name.Value; i < len(many)-1 {
			want += "，"
		}
	}
	if strings.ReplaceAll(got, " ", "") != want+"。" {
		t.Errorf("addressees %q", got)
	}
	if copies := partsOf(doc, frame.PartCopiesTo); copies[0].Y <= to[len(to)-1].Y {
		t.Error("the addressees stand below those who get copies")
	}
	if !strings.Contains(codes(log), "document-addressee-moved") {
		t.Error("no notice of the move")
	}
	_, log = official(t, document(4, nil))
	if strings.Contains(codes(log), "document-") {
		t.Errorf("findings %s", codes(log))
	}
}

func codes(log *diag.List) string {
	var b strings.Builder
	for _, d := range log.Items() {
		b.WriteString(string(d.Code) + " ")
	}
	return b.String()
}

// TestOfficialChecked checks that the checks of official documents find what is wrong.
func TestOfficialChecked(t *testing.T) {
	rules := func(doc *frame.Document, page int) (list []*frame.Rule) {
		for _, it := range doc.Pages[page].Items {
			if r, ok := it.(*frame.Rule); ok {
				list = append(list, r)
			}
		}
		return list
	}
	for _, c := range []struct {
		want   string
		change func(doc *frame.Document)
	}{
		{"the number stands at", func(doc *frame.Document) { partsOf(doc, frame.PartNumber)[0].X += unit.MM }},
		{"not in the row", func(doc *frame.Document) { partsOf(doc, frame.PartNumber)[0].Y -= unit.MM }},
		{"not 4 mm", func(doc *frame.Document) { rules(doc, 0)[0].Y += unit.MM }},
		{"not as wide", func(doc *frame.Document) { rules(doc, 0)[0].Width -= unit.MM }},
		{"blank rows above", func(doc *frame.Document) { ofKind(doc, frame.KindTitle)[0].Grid++ }},
		{"the mark begins", func(doc *frame.Document) { partsOf(doc, frame.PartMark)[0].Y -= 20 * unit.MM }},
		{"below the mark", func(doc *frame.Document) { partsOf(doc, frame.PartMark)[0].Y += 20 * unit.MM }},
		{"below no other", func(doc *frame.Document) { partsOf(doc, frame.PartSigners)[3].X += unit.MM }},
		{"from the right", func(doc *frame.Document) { partsOf(doc, frame.PartSigners)[2].X += 20 * unit.MM }},
		{"at the left edge", func(doc *frame.Document) { partsOf(doc, frame.PartSecrecy)[0].X += unit.MM }},
		{"the imprint ends", func(doc *frame.Document) { r := rules(doc, 1); r[len(r)-1].Y -= unit.MM }},
		{"from the edge", func(doc *frame.Document) { partsOf(doc, frame.PartIssued)[0].X += unit.MM }},
	} {
		t.Run(c.want, func(t *testing.T) {
			th := themed(t, "gongwen")
			is := recognized(document(3, func(d *content.Document) {
				d.CopyNumber, d.Secrecy = text("000001"), text("机密★1年")
				d.Signers = []content.Text{text("田亦舟"), text("夏木"), text("谢春晓")}
			}), th)
			var log diag.List
			doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
			c.change(doc)
			found := ""
			for _, v := range check.Document(doc, pictured(is, th)) {
				found += v.String() + "\n"
			}
			if !strings.Contains(found, c.want) {
				t.Errorf("not found; the findings are %q", found)
			}
		})
	}
}

// TestOfficialInk measures the head of the sample on the page that Poppler draws, at
// ten pixels to the millimetre, and finds every glyph where MuPDF draws it.
func TestOfficialInk(t *testing.T) {
	doc, _ := official(t, issue(t, samples+"official"))
	result, err := pdf.Build(doc, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pdftest.ComparePositions(t, doc, result.Data)
	const dpi, left, right, top = 254, 282, 1838, 370 // tenths of a millimetre
	drawn := pdftest.Render(t, pdftest.DrawPoppler, result.Data, 1, dpi)
	inked := func(y int) (n int) {
		for x := left; x < right; x++ {
			if color.GrayModel.Convert(drawn.At(x, y)).(color.Gray).Y < 190 {
				n++
			}
		}
		return n
	}
	// next returns the first row from y on that has ink, or has none.
	next := func(y int, ink bool) int {
		for y < drawn.Bounds().Max.Y && (inked(y) > 0) != ink {
			y++
		}
		return y
	}
	near := func(what string, got, want int) {
		t.Helper()
		if got < want-1 || got > want+1 {
			t.Errorf("%s at %.1f mm, not %.1f mm", what, float64(got)/10, float64(want)/10)
		}
	}
	const twoLines, em = 208, 56
	urgency := next(top+twoLines-5, true)
	mark := next(next(urgency, false), true)
	near("the mark's upper edge", mark, top+350)
	foot := next(mark, false)
	number := next(foot, true)
	rule := next(next(number, false), true)
	for inked(rule) < (right-left)*9/10 && rule < drawn.Bounds().Max.Y { // within the number: 号 has parts
		rule = next(next(rule, false), true)
	}
	near("the rule's upper edge", rule, foot+twoLines+em+40)
	if thick := next(rule, false) - rule; thick < 3 || thick > 6 {
		t.Errorf("the rule is %d tenths of a millimetre thick", thick)
	}
}
