package manifest

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// TestRemotePictures checks what [copy] remote = "link" prints in place of pictures
// on the net, in every place that text has, with the number of notices.
func TestRemotePictures(t *testing.T) {
	const u = "https://example.org/"
	for _, c := range []struct {
		text, want string
		notices    int
	}{
		{"![会场](https://example.org/a.png)", "[会场](" + u + "a.png)", 1},
		{"![会场](HTTPS://example.org/a.png)", "[会场](HTTPS://example.org/a.png)", 1},
		{"![会场](//example.org/a.png)", "[会场](" + u + "a.png)", 1},
		{"![会场][p]\n\n[p]: https://example.org/a.png", "[会场](" + u + "a.png)", 1},
		{"![会**场** &amp; 场外](https://example.org/a_(1).png)", "[会场 & 场外](" + u + "a_(1).png)", 1},
		{"图书室开放。![会场](https://example.org/a.png)请来。", "图书室开放。[会场](" + u + "a.png)请来。", 1},
		{"- ![会场](https://example.org/a.png)\n- 图书室", "- [会场](" + u + "a.png)\n- 图书室", 1},
		{"> ![会场](https://example.org/a.png)", "> [会场](" + u + "a.png)", 1},
		{"## ![会场](https://example.org/a.png)", "# [会场](" + u + "a.png)", 1},
		// The link around a picture is the one that the editor wrote.
		{"[![会场](https://example.org/a.png)](https://example.org/b)", "[会场](" + u + "b)", 1},
		{"甲[![会场](https://example.org/a.png)乙](https://example.org/b)", "甲[会场乙](" + u + "b)", 1},
		// Pictures that follow each other are not one text.
		{"![会场](https://example.org/a.png)![大坝](https://example.org/b.png)", "[会场](" + u + "a.png)　[大坝](" + u + "b.png)", 2},
		{"![会场](https://example.org/a.png) ![大坝](https://example.org/b.png)", "[会场](" + u + "a.png)　[大坝](" + u + "b.png)", 2},
		{"[![会场](https://example.org/a.png)](https://example.org/1) [![大坝](https://example.org/b.png)](https://example.org/2)",
			"[会场](" + u + "1)　[大坝](" + u + "2)", 2},
		{"![会场](https://example.org/a.png)\n![大坝](https://example.org/b.png)", "[会场](" + u + "a.png)/[大坝](" + u + "b.png)", 2},
		{"图书室开放\n![会场](https://example.org/a.png)\n请来", "图书室开放/[会场](" + u + "a.png)/请来", 1},
		{"图书室开放，\n请看![会场](https://example.org/a.png)请来", "图书室开放，请看[会场](" + u + "a.png)请来", 1},
		// Captions are copy.
		{"![会场](https://example.org/a.png \"动员会｜张三 摄\")", "[会场](" + u + "a.png)（动员会　张三 摄）", 1},
		{"![会场](https://example.org/a.png \"会场｜张三 摄\")", "[会场](" + u + "a.png)（张三 摄）", 1},
		{"![会场](https://example.org/a.png \"会场\")", "[会场](" + u + "a.png)", 1},
		{"![](https://example.org/a.png \"动员会\")", "[动员会](" + u + "a.png)", 1},
		// Without alternate text: the name of a picture, or the address.
		{"![](https://example.org/x/a%20b.PNG?s=1#2)", "[a b.PNG](" + u + "x/a%20b.PNG?s=1#2)", 1},
		{"![ ](https://example.org/x/640?f=png)", "[https://example.org/x/640?f=png](" + u + "x/640?f=png)", 1},
		{"![](https://example.org/%ff%07.png)", "[https://example.org/%ff%07.png](" + u + "%ff%07.png)", 1},
		{"| 甲 | 乙 |\n| --- | --- |\n| 丙 | ![会场](https://example.org/a.png) |", "| 甲 | 乙 |\n| 丙 | [会场](" + u + "a.png) |", 1},
		// Tags of HTML.
		{"<img src=\"https://example.org/a.png\" alt=\"会场\" width=800/>", "[会场](" + u + "a.png)", 1},
		{"<p align=center>\n    <img src='https://example.org/a.png'></img>\n</p>", "[a.png](" + u + "a.png)", 1},
		{"甲<IMG SRC=\"https://example.org/a.png?x=1&amp;y=2\" alt='会&amp;场'>乙", "甲[会&场](" + u + "a.png?x=1&y=2)乙", 1},
		{"[<img src=\"//example.org/a.png\" alt=\"会场\">](https://example.org/b)", "[会场](" + u + "b)", 1},
		{"<img src=\"https://example.org/a.png\"> <img src=\"https://example.org/b.png\">", "[a.png](" + u + "a.png)　[b.png](" + u + "b.png)", 2},
		{"- <img src=\"https://example.org/a.png\" alt=\"会场\">", "- [会场](" + u + "a.png)", 1},
		{"<iframe src=\"https://example.org/v?a=1\" title=\"录像\"></iframe>", "[录像](" + u + "v?a=1)", 1},
		{"<video muted><source src=\"https://example.org/a.mp4\" type=\"video/mp4\"></video>", "[https://example.org/a.mp4](" + u + "a.mp4)", 1},
		{"见<a href=\"https://example.org/b\" target=_blank>**办法**全文</a>。", "见[办法](" + u + "b)[全文](" + u + "b)。", 0},
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}, linkRemote: true}
		blocks, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
		if !ok || log.Count(diag.Notice) != c.notices || log.Len() != c.notices {
			t.Errorf("%q: %v", c.text, log.Items())
		}
		for _, f := range log.Items() {
			if strings.HasPrefix(f.Span.Text(), "<") {
				if f.Code != "picture-remote" && f.Code != "media-remote" {
					t.Errorf("%q: %s", c.text, f.Code)
				}
				continue
			}
			if f.Code != "picture-remote" || !strings.HasPrefix(f.Span.Text(), "![") || !strings.HasSuffix(f.Span.Text(), ")") && !strings.HasSuffix(f.Span.Text(), "]") {
				t.Errorf("%q: %s at %q", c.text, f.Code, f.Span.Text())
			}
		}
		if got := linked(blocks); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// linked returns blocks as text with their links and breaks.
func linked(blocks []content.Block) string {
	inlines := func(in []content.Inline) string {
		var b strings.Builder
		for _, x := range in {
			switch x := x.(type) {
			case content.Break:
				b.WriteString("/")
			case content.Run:
				if x.Link == "" {
					b.WriteString(x.Value)
				} else {
					b.WriteString("[" + x.Value + "](" + x.Link + ")")
				}
			}
		}
		return b.String()
	}
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Paragraph:
			out = append(out, inlines(b.Inlines))
		case *content.Heading:
			out = append(out, "# "+inlines(b.Inlines))
		case *content.Quote:
			out = append(out, "> "+linked(b.Blocks))
		case *content.List:
			for _, item := range b.Items {
				out = append(out, "- "+linked(item))
			}
		case *content.Table:
			for _, row := range b.Rows {
				line := "|"
				for _, cell := range row {
					line += " " + inlines(cell.Inlines) + " |"
				}
				out = append(out, line)
			}
		}
	}
	return strings.Join(out, "\n")
}

// TestRemotePicturesRefused checks that pictures on the net are errors unless the
// manifest asks for links, and that there is no link to what is not on the net.
func TestRemotePicturesRefused(t *testing.T) {
	for _, c := range []struct {
		text string
		link bool
		want diag.Code
	}{
		{"![会场](https://example.org/a.png)", false, "picture-url"},
		{"甲![会场](https://example.org/a.png)", false, "picture-url"},
		{"- [![会场](https://example.org/a.png)](https://example.org/)", false, "picture-url"},
		{"![会场](data:image/png;base64,AAAA)", true, "picture-url"},
		{"甲![会场](file:///a.png)", true, "picture-url"},
		{"甲![会场](a.png)", true, "md-image"},
		{"<img src=\"https://example.org/a.png\">", false, "md-html-picture"},
		{"<img src=\"a.png\">", true, "md-html-picture"},
		{"<iframe src=\"v.html\">", true, "md-html-media"},
		{"甲<a href=\"b.html\">", true, "md-html-link"},
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}, linkRemote: c.link}
		if _, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, ""); ok || log.Len() != 1 || log.Items()[0].Code != c.want {
			t.Errorf("%q: %v", c.text, log.Items())
		}
	}
}
