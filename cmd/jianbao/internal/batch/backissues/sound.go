package backissues

import (
	"encoding/binary"
	"fmt"
	"path"
	"strings"
)

// varieties returns the kinds of sound issues, in a fixed order.
func varieties() []kind {
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
		sound("GBK", all(gbk, gbDeclared)),
		sound("GBK, not declared", all(gbk)),
		sound("GB18030 of four bytes", func(d *draft) {
			for _, a := range d.all() {
				a.text += "　　参加整理的有沈𬬱、林㛃、孙𠮷安三位同志。\n"
			}
			all(gb18030, gbDeclared)(d)
		}),
		sound("Big5", func(d *draft) { traditional(d); all(big5, `encoding = "big5"`)(d) }, "mainland-forms"),
		sound("UTF-16 LE", all(utf16Of(binary.LittleEndian, true))),
		sound("UTF-16 BE", all(utf16Of(binary.BigEndian, true))),
		sound("UTF-16 BE without a mark", all(utf16Of(binary.BigEndian, false), `encoding = "utf-16"`)),
		sound("UTF-8 with a mark", all(utf8Mark)),
		sound("a manifest with a mark and CRLF", func(d *draft) {
			d.recode(func(s string) ([]byte, error) { return utf8Mark(strings.ReplaceAll(s, "\n", "\r\n")) })
		}),
		sound("one encoding after the other", func(d *draft) {
			for i, a := range d.all() {
				a.encode = []func(string) ([]byte, error){gbk, utf8Mark, utf16Of(binary.LittleEndian, true), nil}[i%4]
			}
		}),

		// What old editors leave.
		sound("CRLF", text(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })),
		sound("CR", text(func(s string) string { return strings.ReplaceAll(s, "\n", "\r") })),
		sound("0x1A at the end", func(d *draft) {
			text(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") + "\x1A" })(d)
			all(gbk, gbDeclared)(d)
		}),
		sound("no line end at the end", text(func(s string) string { return strings.TrimRight(s, "\n") })),
		sound("form feeds and empty lines", text(func(s string) string { return "\f\n" + strings.ReplaceAll(s, "\n", "\n \n　\n") })),

		// Names.
		sound("a folder in NFD", func(d *draft) { d.inFolder(); d.stem += " re\u0301sume\u0301" }).where(oddNames),
		sound("a folder with blanks", func(d *draft) { d.inFolder(); d.stem = d.stem + "  扫描 (2)" }),
		sound("a folder with a line break", func(d *draft) { d.inFolder(); d.stem += "\n校对稿" }).where(oddNames),
		sound("a folder named in GBK", func(d *draft) { d.inFolder(); d.stem += "\xBC\xF2\xB1\xA8" }).where(oddNames),
		sound("a file with blanks", func(d *draft) {
			a := d.any()
			a.file = path.Join(d.articles, "定 稿 （2）.txt")
		}),

		// What manifests may say.
		sound("a record number and a new setting", func(d *draft) {
			d.record = fmt.Sprintf("Q%03d-WS·%d-D30-%04d", 1+d.series, d.year, 1+d.index%9999)
			d.swap("[archive]\n", "[archive]\nreset = true\nproduced = 2026-01-05\n")
		}),
		sound("text in the manifest", func(d *draft) {
			for _, a := range d.all() {
				a.lines = append(a.lines, "text = '''\n"+a.text+"'''")
				a.file = ""
			}
		}),
		sound("Markdown", markdown),
		sound("a JPEG picture", func(d *draft) { d.picture(d.own("图片/照片.jpg"), d.photograph(d.rand.IntN(4))) }),
		sound("a PNG picture", func(d *draft) { d.picture(d.own("图片/图表.png"), d.chart(d.rand.IntN(4))) }),
		sound("a theme of its own", func(d *draft) {
			d.put(d.own("theme.toml"), []byte("extends = \"bulletin\"\n[body]\nsize = \"四号\"\n"))
			d.style = append(d.style, "theme = "+quote("./"+d.own("theme.toml")))
		}),
		sound("a font of its own", func(d *draft) {
			d.put(d.own("fonts/office.ttf"), latinFont())
			d.fonts = append(d.fonts, "sans = "+quote(d.own("fonts/office.ttf")))
		}),

		// What a proofreader would mark, which is no matter of setting.
		sound("full-width digits", func(d *draft) { d.any().text += "　　全年共收到来稿１２８件，采用３６件。\n" }),
		sound("ASCII marks in Chinese", func(d *draft) { d.any().text += "　　会议开了两天,大家发言踊跃。\n" }),

		// What is worth a warning.
		sound("a page number in a title", func(d *draft) { d.any().title += "……12" }, "fixed-number"),
		sound("a sign of Markdown without its partner", func(d *draft) {
			markdown(d)
			d.any().text += "\n他说：**先把账算清楚。\n"
		}, "md-literal"),
		sound("paragraphs of Markdown without a line between", func(d *draft) {
			markdown(d)
			d.any().text += "\n先把账算清楚。\n　　再说别的。\n"
		}, "md-joined-line"),
		sound("a day of a new setting that is none", func(d *draft) {
			d.record = "J001"
			d.swap("[archive]\n", "[archive]\nproduced = 2026-01-05\n")
		}, "produced-without-reset"),
		sound("a picture of few pixels", func(d *draft) { d.pictureOf("80mm", d.own("图片/照片.jpg"), d.photograph(0)) }, "preflight-resolution-low"),
		sound("an article that is to fit a page and does not", func(d *draft) {
			a := d.any()
			a.text = strings.Repeat(a.text, 9)
			a.lines = append(a.lines, "fit = 1")
		}, "fit-failed"),
	}
}

// traditional makes all of an issue traditional.
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

// markdown gives articles headings, a list and a quotation.
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

// picture adds a picture file and says so in an article, 50 mm wide.
func (d *draft) picture(name string, data []byte) { d.pictureOf("50mm", name, data) }

func (d *draft) pictureOf(width, name string, data []byte) {
	if data != nil {
		d.put(name, data)
	}
	a := d.any()
	a.lines = append(a.lines, "[[section.article.picture]]", "file = "+quote(name), `alt = "会场一角"`, `caption = "会场一角"`, "width = "+quote(width))
}
