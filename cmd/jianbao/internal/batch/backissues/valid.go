package backissues

import (
	"encoding/binary"
	"fmt"
	"path"
	"strings"
)

// validKinds returns the kinds of valid issues, in a fixed order.
func validKinds() []kind {
	all := func(encode func(string) ([]byte, error), line ...string) func(*draft) {
		return func(d *draft) {
			for _, a := range d.all() {
				a.encode = encode
				a.lines = append(a.lines, line...)
			}
		}
	}
	text := func(change func(string) string) func(*draft) {
		return func(d *draft) {
			for _, a := range d.all() {
				a.text = change(a.text)
			}
		}
	}
	const gbDeclared = `encoding = "gb18030"`
	return []kind{
		// Encodings.
		valid("GBK", all(gbk, gbDeclared)),
		valid("GBK, not declared", all(gbk)),
		valid("GB18030 of four bytes", func(d *draft) {
			for _, a := range d.all() {
				a.text += "　　参加整理的有沈𬬱、林㛃、孙𠮷安三位同志。\n"
			}
			all(gb18030, gbDeclared)(d)
		}),
		valid("Big5", func(d *draft) { traditional(d); all(big5, `encoding = "big5"`)(d) }, "mainland-forms"),
		valid("UTF-16 LE", all(utf16Of(binary.LittleEndian, true))),
		valid("UTF-16 BE", all(utf16Of(binary.BigEndian, true))),
		valid("UTF-16 BE without a mark", all(utf16Of(binary.BigEndian, false), `encoding = "utf-16"`)),
		valid("UTF-8 with a mark", all(utf8Mark)),
		valid("a manifest with a mark and CRLF", func(d *draft) {
			d.recode(func(s string) ([]byte, error) { return utf8Mark(strings.ReplaceAll(s, "\n", "\r\n")) })
		}),
		valid("one encoding after the other", func(d *draft) {
			for i, a := range d.all() {
				a.encode = []func(string) ([]byte, error){gbk, utf8Mark, utf16Of(binary.LittleEndian, true), nil}[i%4]
			}
		}),

		// Characters written by old editors.
		valid("CRLF", text(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })),
		valid("CR", text(func(s string) string { return strings.ReplaceAll(s, "\n", "\r") })),
		valid("0x1A at the end", func(d *draft) {
			text(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") + "\x1A" })(d)
			all(gbk, gbDeclared)(d)
		}),
		valid("no line end at the end", text(func(s string) string { return strings.TrimRight(s, "\n") })),
		valid("form feeds and empty lines", text(func(s string) string { return "\f\n" + strings.ReplaceAll(s, "\n", "\n \n　\n") })),

		// Names.
		valid("a folder in NFD", func(d *draft) { d.inFolder(); d.stem += " re\u0301sume\u0301" }).where(oddNames),
		valid("a folder with blanks", func(d *draft) { d.inFolder(); d.stem = d.stem + "  扫描 (2)" }),
		valid("a folder with a line break", func(d *draft) { d.inFolder(); d.stem += "\n校对稿" }).where(oddNames),
		valid("a folder named in GBK", func(d *draft) { d.inFolder(); d.stem += "\xBC\xF2\xB1\xA8" }).where(oddNames),
		valid("a file with blanks", func(d *draft) {
			a := d.any()
			a.file = path.Join(d.articles, "定 稿 （2）.txt")
		}),

		// Optional keys of manifests.
		valid("a record number and a new setting", func(d *draft) {
			d.record = fmt.Sprintf("Q%03d-WS·%d-D30-%04d", 1+d.series, d.year, 1+d.index%9999)
			d.swap("[archive]\n", "[archive]\nreset = true\nproduced = 2026-01-05\n")
		}),
		valid("text in the manifest", func(d *draft) {
			for _, a := range d.all() {
				a.lines = append(a.lines, "text = '''\n"+a.text+"'''")
				a.file = ""
			}
		}),
		valid("Markdown", markdown),
		valid("a JPEG picture", func(d *draft) { d.picture(d.own("图片/照片.jpg"), d.photograph(d.rand.IntN(4))) }),
		valid("a PNG picture", func(d *draft) { d.picture(d.own("图片/图表.png"), d.chart(d.rand.IntN(4))) }),
		valid("a theme of its own", func(d *draft) {
			d.put(d.own("theme.toml"), []byte("extends = \"bulletin\"\n[body]\nsize = \"四号\"\n"))
			d.style = append(d.style, "theme = "+quote("./"+d.own("theme.toml")))
		}),
		valid("a font of its own", func(d *draft) {
			d.put(d.own("fonts/office.ttf"), latinFont())
			d.fonts = append(d.fonts, "sans = "+quote(d.own("fonts/office.ttf")))
		}),

		// Proofreading warnings, which a batch does not report.
		valid("full-width digits", func(d *draft) { d.any().text += "　　全年共收到来稿１２８件，采用３６件。\n" }),
		valid("ASCII marks in Chinese", func(d *draft) { d.any().text += "　　会议开了两天,大家发言踊跃。\n" }),

		// Warnings.
		valid("a page number in a title", func(d *draft) { d.any().title += "……12" }, "fixed-number"),
		valid("an unpaired Markdown delimiter", func(d *draft) {
			markdown(d)
			d.any().text += "\n他说：**先把账算清楚。\n"
		}, "md-literal"),
		valid("paragraphs of Markdown without a line between", func(d *draft) {
			markdown(d)
			d.any().text += "\n先把账算清楚。\n　　再说别的。\n"
		}),
		valid("a date of re-setting without reset", func(d *draft) {
			d.record = "J001"
			d.swap("[archive]\n", "[archive]\nproduced = 2026-01-05\n")
		}, "produced-without-reset"),
		valid("a picture of few pixels", func(d *draft) { d.pictureOf("80mm", d.own("图片/照片.jpg"), d.photograph(0)) }, "preflight-resolution-low"),
		valid("an article that does not fit the number of pages", func(d *draft) {
			a := d.any()
			a.text = strings.Repeat(a.text, 9)
			a.lines = append(a.lines, "fit = 1")
		}, "fit-failed"),
	}
}

// traditional converts an issue to Traditional Chinese.
func traditional(d *draft) {
	d.lang = "zh-Hant"
	for i, s := range d.sections {
		d.sections[i].title = []string{"舊聞", "來信"}[i%2]
		for _, a := range s.articles {
			a.title, a.source = d.fill(d.one(tradTitles)), "文史組"
			a.text = strings.Join(d.paragraphs(tradSentences), "\r\n") + "\r\n"
		}
	}
}

// markdown adds headings, a list and a quotation to articles.
func markdown(d *draft) {
	for _, a := range d.all() {
		a.file = strings.TrimSuffix(a.file, ".txt") + ".md"
		var b strings.Builder
		for i, h := range d.rand.Perm(len(subheads))[:2] {
			fmt.Fprintf(&b, "# %s、%s\n\n%s\n\n", ordinals[i], subheads[h], d.paragraph(sentences))
		}
		for range 3 {
			fmt.Fprintf(&b, "- **%s**：%s；\n", d.one(streets), d.fill(d.one(items)))
		}
		fmt.Fprintf(&b, "\n> %s\n\n*%s*\n", d.paragraph(sentences), d.fill("{w}整理。"))
		a.text = b.String()
	}
}

// picture adds a picture file and includes it in an article, 50 mm wide.
func (d *draft) picture(name string, data []byte) { d.pictureOf("50mm", name, data) }

func (d *draft) pictureOf(width, name string, data []byte) {
	if data != nil {
		d.put(name, data)
	}
	a := d.any()
	a.lines = append(a.lines, "[[section.article.picture]]", "file = "+quote(name), `alt = "会场一角"`, `caption = "会场一角"`, "width = "+quote(width))
}
