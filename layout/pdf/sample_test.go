package pdf

import (
	"testing"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// face returns a bundled face.
func face(t testing.TB, name string, bold bool) *fonts.Face {
	t.Helper()
	f, ok := fonts.Bundled().Find(name, bold)
	if !ok {
		t.Fatalf("no bundled face %q", name)
	}
	return f
}

func setter(t testing.TB) *pdftest.Setter {
	return &pdftest.Setter{
		Han:   face(t, "Noto Serif SC", false),
		Latin: face(t, "Source Serif 4", false),
		Size:  unit.FromPt(13750),
		Gap:   unit.FromPt(13750) / 4,
	}
}

// bodyLines are lines whose gaps readers would misread.
var bodyLines = []string{
	"全省共有3个县、2021年第11期，完成率99.5%。",
	"他说：“好。”然后（见《通知》）就走了。",
	"对“VOCs”治理，PM2.5 浓度下降 12%，见 The Lancet 第 3 页。",
	"甲乙丙丁 戊己庚辛，壬癸。",
	"大会在南京召开，会议强调要坚持以人民为中心。",
	"——这是破折号……省略号，句末。",
}

// sample is a small issue: a cover, contents and two pages of body.
func sample(t testing.TB) *frame.Document {
	s := setter(t)
	pitch := unit.FromPt(26000)
	left, top := 80*unit.Pt, 120*unit.Pt
	red := &frame.Ink{Name: "Red", RGB: [3]uint8{200, 16, 16}, CMYK: [4]uint16{0, 1000, 1000, 0}}

	cover := pdftest.Page("")
	cover.Front = true
	big := *s
	big.Size = 60 * unit.Pt
	name := big.Line("保障", 200*unit.Pt, 250*unit.Pt)
	name.Kind, name.Ink = frame.KindCover, red
	front := frame.NewNode(frame.RoleSect)
	name.Node = front.Add(frame.RoleP)
	cover.Items = append(cover.Items, name, &frame.Rule{Kind: frame.KindCover, X: left, Y: 300 * unit.Pt, Width: 400 * unit.Pt, Height: unit.Pt, Ink: red})

	toc := pdftest.Page("")
	toc.Front = true
	head := s.Line("目 录", 250*unit.Pt, top)
	listing := frame.NewNode(frame.RoleSect)
	head.Kind, head.Node = frame.KindContents, listing.Add("H1")
	label := s.Line("【时政动态】", left, top+pitch)
	label.Kind, label.Section, label.Block = frame.KindContents, 1, 1
	group := listing.Add(frame.RoleTOC).Add(frame.RoleTOC)
	label.Node = group.Add(frame.RoleCaption)
	toc.Items = append(toc.Items, head, label)
	for i, title := range []string{"我省召开坚决遏制“两高”项目盲目发展专项督查动员会", "第2篇：3个县通过验收"} {
		y := top + unit.Abs(i+2)*pitch
		dest := frame.Dest{Page: 2 + i, Y: top}
		entry := s.Line(title, left, y)
		dots := s.Line("········", left+350*unit.Pt, y)
		for k := range dots.Glyphs {
			dots.Glyphs[k].X = unit.Abs(k) * s.Size / 2
		}
		num := s.Line(string(rune('1'+i)), left+420*unit.Pt, y)
		reference := group.Add(frame.RoleTOCI).Add(frame.RoleReference)
		for _, l := range []*frame.Line{entry, dots, num} {
			l.Kind, l.Section, l.Block, l.Node = frame.KindContents, 1, 2+i, reference
			l.Links = []frame.Link{{From: 0, To: len(l.Glyphs), Dest: dest}}
			toc.Items = append(toc.Items, l)
		}
		dots.Kind, dots.Node = frame.KindLeader, nil
	}

	doc := &frame.Document{
		Meta:  frame.Meta{Title: "保障 2021 年第 11 期 𠮷", Issuer: "某某中心", Issue: "第 11 期", Lang: "zh-Hans", Created: frame.Date{Year: 2021, Month: 10, Day: 22}},
		Pages: []frame.Page{cover, toc},
	}
	body := frame.NewNode(frame.RoleSect)
	section := frame.Bookmark{Title: "时政动态", Dest: frame.Dest{Page: 2, Y: top}}
	for n := range 2 {
		page := pdftest.Page(string(rune('1' + n)))
		y := top
		put := func(l *frame.Line, kind frame.Kind, block int) *frame.Line {
			l.Kind, l.Section, l.Article, l.Block = kind, 1, n+1, block
			page.Items = append(page.Items, l)
			y += pitch
			return l
		}
		if n == 0 {
			put(s.Line("【时政动态】", left, y), frame.KindSection, 0).Node = body.Add("H1")
		}
		article := body.Add(frame.RoleArt)
		put(s.Line("我省召开专项督查动员会", left+50*unit.Pt, y), frame.KindTitle, 1).Node = article.Add("H2")
		l := put(s.Line("一、小标题", left, y), frame.KindHeading, 2)
		l.Level, l.Node = 1, article.Add("H3")
		var paragraph *frame.Node
		for i, text := range bodyLines {
			st := *s
			st.Stretch = unit.Abs(i) * 30_011
			l := put(st.Line(text, left, y), frame.KindBody, 3+i/2)
			l.First, l.Last = i%2 == 0, i%2 == 1
			if l.First {
				paragraph = article.Add(frame.RoleP)
			}
			l.Node = paragraph
			if i == 2 {
				l.Links = []frame.Link{{From: 2, To: 6, URL: "https://example.org/页?a=b"}}
			}
		}
		list := article.Add(frame.RoleL)
		list.Attributes = []frame.Attribute{frame.ListNumbering("Disc")}
		for i, text := range []string{"第一项", "第二项"} {
			item := list.Add(frame.RoleLI)
			l := put(s.Line("·", left, y), frame.KindLabel, 20+i)
			l.Level, l.Node = 1, item.Add(frame.RoleLbl)
			y -= pitch
			l = put(s.Line(text, left+30*unit.Pt, y), frame.KindBody, 20+i)
			l.Level, l.Node = 1, item.Add(frame.RoleLBody)
		}
		l = put(s.Line("编者按：引文。", left, y), frame.KindQuote, 30)
		l.Level, l.Node = 1, article.Add(frame.RoleBlockQuote).Add(frame.RoleP)
		put(s.Line("（来源：某报）", left+200*unit.Pt, y), frame.KindSource, 40).Node = article.Add(frame.RoleP)
		folio := s.Line("— "+page.Label+" —", 280*unit.Pt, 780*unit.Pt)
		folio.Kind = frame.KindFolio
		page.Items = append(page.Items, folio)
		doc.Pages = append(doc.Pages, page)
		section.Children = append(section.Children, frame.Bookmark{Title: "我省 𬬱", Dest: frame.Dest{Page: 2 + n, Y: top + pitch}})
	}
	doc.Outline = []frame.Bookmark{section}
	doc.Root = frame.NewNode(frame.RoleDocument, front, listing, body)
	return doc
}
