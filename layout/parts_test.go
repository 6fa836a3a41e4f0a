package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/parts"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"

	"jianbao/content/diag"
)

// notice is the body of a notice with all parts that are known by their look; date
// is its last line.
func notice(date string, offices ...string) []content.Block {
	lines := []string{
		"各乡镇人民政府、县直各单位：",
		"为做好今年的春灌，现将有关事项通知如下，请认真落实，不误农时，不留死角，遇到问题及时报告。",
		"一、加强组织领导。各乡镇要成立专班，明确责任，逐渠逐段落实到人，把用水的调度、巡护、抢修和宣传落到实处。",
		"（一）逐段包干，分级负责，把责任写进每一张表里面。渠道由村组巡护，水量由水管所调度。",
		"第一章　渠道",
		"第一条　渠道每年清淤一次。",
		"特此通知。",
		"附件：1. 二〇二四年春灌任务分解表（含各乡镇的灌溉面积、用水定额、轮灌顺序和责任人一览）",
		"2. 联系人名单",
	}
	lines = append(append(lines, offices...), date)
	var out []content.Block
	for _, line := range lines {
		out = append(out, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: line}}})
	}
	return out
}

// recognized recognizes the parts of an issue as the theme has it.
func recognized(is *content.Issue, th *theme.Theme) *content.Issue {
	parts.Recognize(is, parts.Rules{Measure: th.Body.Measure, Salutation: true, SalutationWords: th.Parts.SalutationWords,
		Attachment: true, Signature: true, RunIn: true, Clause: true, Chapter: true}, nil)
	return is
}

// ofKind returns the lines of a kind in a document.
func ofKind(doc *frame.Document, kind frame.Kind) (lines []*frame.Line) {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == kind {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// The turned lines of an attachment hang below its name also where a year follows the number
// directly (RULES 11.1).
func TestAttachmentNamedAfterAYear(t *testing.T) {
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		a := article("通知")
		for _, line := range []string{"请各乡镇落实。", "附件：1.2026年度春灌任务分解表（含各乡镇的灌溉面积、用水定额、轮灌顺序和责任人一览，一式三份）", "2.2025—2026年度小型水库除险加固工程项目清单（含项目名称、建设地点和概算总投资）", "3.月报表"} {
			a.Body = append(a.Body, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: line}}})
		}
		is := recognized(bulletinOf(section("栏目", a)), th)
		doc, _ := composeChecked(t, name, is, th, pictured(is, th))
		lines := ofKind(doc, frame.KindAttachment)
		var left []unit.Abs
		for _, l := range lines {
			left = append(left, l.X)
		}
		if len(lines) != 5 || left[1] != left[0]+glyphX(lines[0], "2") || left[3] <= left[2] {
			t.Errorf("%s: %d lines at %v", name, len(lines), left)
		}
	}
}

// TestParts measures the parts of a notice in both themes to 0.1 mm against GB/T
// 9704 7.3.2, 7.3.4 and 7.3.5, and has them checked (RULES 11.1, 11.2).
func TestParts(t *testing.T) {
	const tenth = unit.MM / 10
	near := func(t *testing.T, what string, got, want unit.Abs) {
		t.Helper()
		if got-want > tenth || want-got > tenth {
			t.Errorf("%s is at %s, not %s", what, got, want)
		}
	}
	for _, c := range []struct {
		name, form, date string
		offices          []string
	}{
		{"plain", "plain", "2024年5月6日", []string{"清源县人民政府办公室"}},
		{"a longer date", "plain", "二〇二四年十二月十六日", []string{"县水利局"}},
		{"two offices", "plain", "2024年5月6日", []string{"清源县人民政府办公室", "清源县水利局"}},
		{"seal", "seal", "2024年5月6日", []string{"清源县人民政府办公室"}},
		{"seal and a short office", "seal", "2024年12月16日", []string{"县水利局"}},
	} {
		for _, name := range []string{"bulletin", "gongwen"} {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				th := themed(t, name, content.Setting{Key: "signature.form", Value: c.form})
				a := article("通知")
				a.Body = notice(c.date, c.offices...)
				is := recognized(bulletinOf(section("栏目", a)), th)
				var log diag.List
				doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
				opt := pictured(is, th)
				opt.Signature = c.form
				for _, v := range check.Document(doc, opt) {
					t.Error(v)
				}
				em, left := th.Body.Size, th.Page.OddLeft
				right := left + th.Page.BlockWidth
				date, offices := ofKind(doc, frame.KindSignedDate)[0], ofKind(doc, frame.KindSignature)
				if len(offices) != len(c.offices) {
					t.Fatalf("%d lines of offices", len(offices))
				}
				near(t, "the addressee", ofKind(doc, frame.KindSalutation)[0].X, left)
				names := ofKind(doc, frame.KindAttachment)
				near(t, "the list of attachments", names[0].X, left+2*em)
				near(t, "the second number", names[len(names)-1].X, left+5*em)
				if !strings.HasPrefix(names[1].Text, "2.") {
					near(t, "the turned name", names[1].X, names[0].X+glyphX(names[0], "二"))
				}
				first := offices[0]
				switch {
				case c.form == "seal":
					near(t, "the date's end", date.X+date.Width, right-4*em)
					near(t, "the office's middle", first.X+first.Width/2, date.X+date.Width/2)
				case date.Width > first.Width:
					near(t, "the date's end", date.X+date.Width, right-2*em)
					near(t, "the office", first.X, date.X-2*em)
				default:
					near(t, "the office's end", first.X+first.Width, right-2*em)
					near(t, "the date", date.X, first.X+2*em)
				}
				if len(offices) > 1 {
					near(t, "the second office's end", offices[1].X+offices[1].Width, right-2*em)
				}
				if first.Grid-names[len(names)-1].Grid != 2 {
					t.Errorf("%d rows between the attachments and the signature", first.Grid-names[len(names)-1].Grid-1)
				}
				runIns(t, doc, th)
			})
		}
	}
}

// glyphX returns the left edge of the first glyph of a text in a line, from the
// line's X.
func glyphX(l *frame.Line, text string) unit.Abs {
	for i := range l.Glyphs {
		if l.Glyphs[i].Text == text {
			return l.Glyphs[i].X
		}
	}
	return -1
}

// runIns checks the run-in heads and the clause of a notice: their text, and that
// it is in the face of its own where the theme has another one than the body's.
func runIns(t *testing.T, doc *frame.Document, th *theme.Theme) {
	t.Helper()
	heads, clause := "", false
	for _, l := range ofKind(doc, frame.KindBody) {
		for i := range l.Glyphs {
			if i >= l.RunIn.From && i < l.RunIn.To {
				heads += l.Glyphs[i].Text
			}
		}
		if strings.HasPrefix(l.Text, "第一条") {
			clause = l.Glyphs[2].Face != l.Glyphs[len(l.Glyphs)-1].Face
		}
		if n := l.RunIn.To; n > 0 && n < len(l.Glyphs) && th.Name == "bulletin" && l.Glyphs[n-1].Face == l.Glyphs[n].Face {
			t.Errorf("%s: the head is in the text's face", l.Text)
		}
	}
	if want := "一、加强组织领导。（一）逐段包干，分级负责，把责任写进每一张表里面。"; heads != want {
		t.Errorf("run-in heads %q, not %q", heads, want)
	}
	if !clause {
		t.Error("the number of the clause is in the text's face")
	}
}

// TestPartsChecked checks that the checks of parts find what is wrong.
func TestPartsChecked(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(doc *frame.Document)
	}{
		{"addressee", "not at the left edge", func(doc *frame.Document) { ofKind(doc, frame.KindSalutation)[0].X += unit.MM }},
		{"office", "two em from the right", func(doc *frame.Document) {
			ofKind(doc, frame.KindSignature)[0].X -= unit.MM
			ofKind(doc, frame.KindSignedDate)[0].X -= unit.MM
		}},
		{"date", "two em right of the office", func(doc *frame.Document) { ofKind(doc, frame.KindSignedDate)[0].X += unit.MM }},
		{"blank line", "no blank line", func(doc *frame.Document) {
			for _, k := range []frame.Kind{frame.KindSignature, frame.KindSignedDate} {
				ofKind(doc, k)[0].Grid--
			}
		}},
		{"turned name", "goes on at", func(doc *frame.Document) { ofKind(doc, frame.KindAttachment)[1].X += unit.MM }},
		{"second number", "those above it", func(doc *frame.Document) {
			names := ofKind(doc, frame.KindAttachment)
			names[len(names)-1].X += unit.MM
		}},
		{"chapter", "not centred", func(doc *frame.Document) { ofKind(doc, frame.KindHeading)[0].X -= unit.MM }},
		{"run-in head", "a run-in head", func(doc *frame.Document) {
			for _, l := range ofKind(doc, frame.KindBody) {
				if l.RunIn.To > 0 {
					l.RunIn.To++
				}
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			th := themed(t, "bulletin")
			a := article("通知")
			a.Body = notice("2024年5月6日", "清源县人民政府办公室")
			is := recognized(bulletinOf(section("栏目", a)), th)
			var log diag.List
			doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
			opt := pictured(is, th)
			opt.Signature = "plain"
			c.change(doc)
			found := ""
			for _, v := range check.Document(doc, opt) {
				found += v.String() + "\n"
			}
			if !strings.Contains(found, c.want) {
				t.Errorf("not found; the findings are %q", found)
			}
		})
	}
}
