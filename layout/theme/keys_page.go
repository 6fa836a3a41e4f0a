package theme

import (
	"strconv"

	"jianbao/content"
	"jianbao/content/key"
	"jianbao/layout/unit"
)

// CoverParts returns the names of the elements that a cover can have.
func CoverParts() []string {
	return []string{"label", "serial", "name", "issue", "total", "issuer", "date", "emblem", "picture", "rule", "rule2", "rule3", "rule4"}
}

func coverKeys() []Key {
	keys := []Key{
		boolKey("cover.show", "是否有封面", "whether there is a cover", func(t *Theme) *bool { return &t.Cover.Show }),
		enumKey("cover.form", []string{"page", "masthead"}, "单独一页的封面，或第 1 页上方的报头", "a page of its own, or a masthead at the head of page 1", func(t *Theme) *string { return &t.Cover.Form }),
		orderKey("cover.order", "封面各元素自上而下的次序", "the cover's elements from top to bottom", func(t *Theme) *[]string { return &t.Cover.Order }),
		formKey("cover.number", []string{"number!"}, "{issue} 的样式，期号是数字时用", "form of {issue}, for numbers that begin with a digit", func(t *Theme) *Form { return &t.Cover.Issue }),
	}
	return append(keys, elementKeys("cover", func(t *Theme) *Cover { return &t.Cover })...)
}

func mastheadKeys() []Key {
	keys := []Key{
		orderKey("masthead.order", "报头各元素自上而下的次序", "the masthead's elements from top to bottom", func(t *Theme) *[]string { return &t.Masthead.Order }),
		lengthKey("masthead.after", "报头下边至少空多少；下面的内容从网格的下一行起", "least white space below the masthead; what follows begins on the next row of the grid", func(t *Theme) *unit.Abs { return &t.Masthead.After }),
	}
	return append(keys, elementKeys("masthead", func(t *Theme) *Cover { return &t.Masthead })...)
}

func orderKey(name, zh, en string, at func(*Theme) *[]string) Key {
	return Key{Key: key.Key{Name: name, Type: key.Texts, Values: CoverParts(), ZH: zh, EN: en}, texts: func(t *Theme, _ string) *[]string { return at(t) }}
}

// elementKeys returns the keys of the elements of a cover or masthead.
func elementKeys(group string, of func(*Theme) *Cover) []Key {
	parts := CoverParts()
	at := func(t *Theme, arg string) *Part {
		c := of(t)
		p := c.Parts[arg]
		if p == nil {
			p = &Part{}
			c.Parts[arg] = p
		}
		return p
	}
	length := func(name, zh, en string, f func(*Part) *unit.Abs) Key {
		return Key{Key: key.Key{Name: group + ".*." + name, Type: key.Length, Args: parts, ZH: zh, EN: en}, length: func(t *Theme, a string) *unit.Abs { return f(at(t, a)) }}
	}
	text := func(name string, typ key.Type, zh, en string, f func(*Part) *string, values ...string) Key {
		return Key{Key: key.Key{Name: group + ".*." + name, Type: typ, Args: parts, Values: values, ZH: zh, EN: en}, text: func(t *Theme, a string) *string { return f(at(t, a)) }}
	}
	size := length("size", "字号；太长时缩小", "size; a text too long shrinks", func(p *Part) *unit.Abs { return &p.Size })
	size.Type = key.Size
	keys := []Key{
		{Key: key.Key{Name: group + ".*.show", Type: key.Bool, Args: parts, ZH: "是否排这一元素", EN: "whether the element is set"},
			flag: func(t *Theme, a string) *bool { return &at(t, a).Show }},
		text("place", key.Enum, "自上排起、自下排起、与前一元素末行并排，或在后一元素之上的空处", "counted from the top, from the bottom, on the last line of the one before, or in the white above the one after", func(p *Part) *string { return &p.Place }, "top", "bottom", "beside", "above"),
		length("gap", "与前一元素（自下排起、在其上的与后一元素）或版心边的距离", "distance to the element before (counted from the bottom or above: after) or to the margin", func(p *Part) *unit.Abs { return &p.Gap }),
		{Key: key.Key{Name: group + ".*.form", Type: key.Form, Args: parts, Alternatives: true,
			Placeholders: issuePlaceholders(),
			ZH:           "内容；所用的项目（如总期号）没有时改用 || 后的样式，也没有就不排。与月、日同用的 {year} 是日期的年，否则是期的年；{issue-year} 总是期的年，{date-year} 总是日期的年",
			EN:           "text; where a value is missing, such as the total number, the form after || applies, or nothing is printed. {year} is that of the date beside {month} or {day}, else that of the issue; {issue-year} and {date-year} are always the one or the other"},
			form: func(t *Theme, a string) *Form { return &at(t, a).Form }},
		text("font", key.Font, "字体", "face", func(p *Part) *string { return &p.Font }),
		size,
		length("size-min", "太长时最小字号", "smallest size of a long text", func(p *Part) *unit.Abs { return &p.SizeMin }),
		text("ink", key.Ink, "颜色", "colour", func(p *Part) *string { return &p.Ink }),
		length("pitch", "行距", "pitch of its lines", func(p *Part) *unit.Abs { return &p.Pitch }),
		text("align", key.Enum, "位置", "place", func(p *Part) *string { return &p.Align }, "left", "center", "right"),
		length("inset", "与边的距离；线条为两端缩进", "distance from the edge; of a rule, at both ends", func(p *Part) *unit.Abs { return &p.Inset }),
		length("width", "短于此宽度时加字距，直到此宽；图片的最大宽度，0 不限", "a shorter text is letterspaced towards this width; of a picture: the greatest, 0: what there is", func(p *Part) *unit.Abs { return &p.Width }),
		length("spread", "字距最多加多少", "the most that letterspacing adds between two characters", func(p *Part) *unit.Abs { return &p.Spread }),
		length("height", "线条粗细；图片的最大高度，0 不限", "thickness of a rule; of a picture: the greatest height, 0: what there is", func(p *Part) *unit.Abs { return &p.Height }),
	}
	if group == "cover" {
		keys = append(keys, Key{Key: key.Key{Name: "cover.*.bleed", Type: key.Bool, Args: []string{"picture"}, ZH: "图铺满封面，连出血，文字在其上", EN: "the picture covers the page and the bleed, beneath the text"},
			flag: func(t *Theme, a string) *bool { return &at(t, a).Bleed }})
	}
	return keys
}

// issuePlaceholders are the values of an issue that cover, masthead and imprint print.
func issuePlaceholders() []string {
	return []string{"title", "year", "month", "day", "issue", "number", "total", "issuer", "label", "serial", "issue-year", "date-year"}
}

func documentKeys() []Key {
	return []Key{
		boolKey("document.on", "是否排公文的版头和版记（清单里有 [document] 时）", "whether [document] of a manifest gives an official document", func(t *Theme) *bool { return &t.Document.On }),
		fontKey("document.font", "份号、发文字号、“签发人”的字体", "face of copy number, number and the label of the signers", func(t *Theme) *string { return &t.Document.Font }),
		fontKey("document.label-font", "密级、紧急程度的字体", "face of secrecy and urgency", func(t *Theme) *string { return &t.Document.LabelFont }),
		fontKey("document.mark-font", "发文机关标志的字体", "face of the issuer mark", func(t *Theme) *string { return &t.Document.MarkFont }),
		inkKey("document.mark-ink", "发文机关标志的颜色", "colour of the issuer mark", func(t *Theme) *string { return &t.Document.MarkInk }),
		sizeKey("document.mark-size", "发文机关标志的最大字号；太长时缩小", "greatest size of the issuer mark; a long one shrinks", func(t *Theme) *unit.Abs { return &t.Document.MarkSize }),
		lengthKey("document.mark-top", "发文机关标志的上边缘到版心上边的距离", "from the block's top to the upper edge of the issuer mark", func(t *Theme) *unit.Abs { return &t.Document.MarkTop }),
		lengthKey("document.mark-width", "标志短于此宽度时加字距，直到此宽", "a shorter mark is letterspaced towards this width", func(t *Theme) *unit.Abs { return &t.Document.MarkWidth }),
		lengthKey("document.mark-spread", "字距最多加多少", "the most that letterspacing adds between two characters", func(t *Theme) *unit.Abs { return &t.Document.MarkSpread }),
		intKey("document.number-before", 0, 5, key.Lines, "发文机关标志与发文字号之间的空行", "blank lines between the issuer mark and the number", func(t *Theme) *int { return &t.Document.NumberBefore }),
		textKey("document.signers-label", "签发人姓名之前的字样", "what stands before the names of the signers", func(t *Theme) *string { return &t.Document.SignersLabel }),
		fontKey("document.signers-font", "签发人姓名的字体", "face of the names of the signers", func(t *Theme) *string { return &t.Document.SignersFont }),
		lengthKey("document.rule-gap", "发文字号到分隔线的距离", "from the number to the rule", func(t *Theme) *unit.Abs { return &t.Document.RuleGap }),
		lengthKey("document.rule", "分隔线的粗细", "thickness of the rule", func(t *Theme) *unit.Abs { return &t.Document.Rule }),
		inkKey("document.rule-ink", "分隔线的颜色", "colour of the rule", func(t *Theme) *string { return &t.Document.RuleInk }),
		intKey("document.title-before", 0, 5, key.Lines, "分隔线与标题之间的空行", "blank lines between the rule and the title", func(t *Theme) *int { return &t.Document.TitleBefore }),
		formKey("document.note", []string{"text!"}, "附注的样式", "form of the note", func(t *Theme) *Form { return &t.Document.Note }),
		formKey("document.to", []string{"list!"}, "移到版记的主送机关的样式", "form of addressees in the imprint", func(t *Theme) *Form { return &t.Document.To }),
		formKey("document.copies-to", []string{"list!"}, "抄送机关的样式", "form of the offices that get copies", func(t *Theme) *Form { return &t.Document.CopiesTo }),
		boolKey("document.even", "版记排在双数页，即末一张纸的背面", "the imprint stands on an even page, the back of the last sheet", func(t *Theme) *bool { return &t.Document.Even }),
	}
}

func contentsKeys() []Key {
	return []Key{
		fontKey("contents.font", "目录字体", "face of the contents", func(t *Theme) *string { return &t.Contents.Font }),
		sizeKey("contents.size", "目录字号", "size of the contents", func(t *Theme) *unit.Abs { return &t.Contents.Size }),
		lengthKey("contents.pitch", "目录行距", "pitch of the contents", func(t *Theme) *unit.Abs { return &t.Contents.Pitch }),
		lengthKey("contents.pitch-min", "为排进一页，行距最小可到", "the pitch may shrink to this to keep the contents on one page", func(t *Theme) *unit.Abs { return &t.Contents.PitchMin }),
		fontKey("contents.title-font", "“目录”二字的字体", "face of the contents' title", func(t *Theme) *string { return &t.Contents.TitleFont }),
		sizeKey("contents.title-size", "“目录”二字的字号", "size of the contents' title", func(t *Theme) *unit.Abs { return &t.Contents.TitleSize }),
		inkKey("contents.title-ink", "“目录”二字的颜色", "colour of the contents' title", func(t *Theme) *string { return &t.Contents.TitleInk }),
		lengthKey("contents.title-top", "“目录”二字与版心上边的距离", "from the block's top to the contents' title", func(t *Theme) *unit.Abs { return &t.Contents.TitleTop }),
		lengthKey("contents.title-gap", "“目录”二字与目录的距离", "from the contents' title to the entries", func(t *Theme) *unit.Abs { return &t.Contents.TitleGap }),
		fontKey("contents.label-font", "目录中栏目名的字体", "face of section labels in the contents", func(t *Theme) *string { return &t.Contents.LabelFont }),
		sizeKey("contents.label-size", "目录中栏目名的字号", "size of section labels in the contents", func(t *Theme) *unit.Abs { return &t.Contents.LabelSize }),
		inkKey("contents.label-ink", "目录中栏目名的颜色", "colour of section labels in the contents", func(t *Theme) *string { return &t.Contents.LabelInk }),
		formKey("contents.label-form", []string{"title!"}, "目录中栏目名的样式", "form of section labels in the contents", func(t *Theme) *Form { return &t.Contents.LabelForm }),
		lengthKey("contents.label-gap", "栏目之间多空多少", "extra space before a section label", func(t *Theme) *unit.Abs { return &t.Contents.LabelGap }),
		lengthKey("contents.indent", "条目缩进", "indent of an entry", func(t *Theme) *unit.Abs { return &t.Contents.Indent }),
		lengthKey("contents.hang", "条目转行后再缩进多少", "further indent of an entry's following lines", func(t *Theme) *unit.Abs { return &t.Contents.Hang }),
		lengthKey("contents.right", "转行的行右边留空", "what a line that wraps leaves free at the right", func(t *Theme) *unit.Abs { return &t.Contents.Right }),
		intKey("contents.columns", 1, 2, "", "目录分几栏", "columns of the contents", func(t *Theme) *int { return &t.Contents.Columns }),
		intKey("contents.depth", 0, 2, "", "目录列到第几级标题：0 只列文章，1、2 还列不止一页的文章里的一级、二级标题", "levels of headings in the contents: 0 articles alone; 1 and 2 also the headings of these levels of articles that go beyond one page", func(t *Theme) *int { return &t.Contents.Depth }),
		lengthKey("contents.level-indent", "标题每低一级，条目再缩进多少", "further indent of an entry for each level of headings", func(t *Theme) *unit.Abs { return &t.Contents.LevelIndent }),
		formKey("contents.author", []string{"author!"}, "条目里标题后面的作者，如 {author}、/ {author}；空则不列", "authors behind a title, such as {author} or / {author}; empty: none", func(t *Theme) *Form { return &t.Contents.Author }),
		fontKey("contents.author-font", "目录中作者的字体", "face of authors in the contents", func(t *Theme) *string { return &t.Contents.AuthorFont }),
		lengthKey("contents.author-gap", "同一行里标题与作者的距离", "from a title to its authors in the same line", func(t *Theme) *unit.Abs { return &t.Contents.AuthorGap }),
		textKey("contents.leader", "连点所用的字符", "character of the leader", func(t *Theme) *string { return &t.Contents.Leader }),
		lengthKey("contents.leader-step", "连点的间距", "from one dot of the leader to the next", func(t *Theme) *unit.Abs { return &t.Contents.LeaderStep }),
		fontKey("contents.number-font", "页码字体", "face of the page numbers", func(t *Theme) *string { return &t.Contents.NumberFont }),
		enumKey("contents.numbering", []string{"none", "roman"}, "目录自己的页码：不编或罗马数字", "the contents' own page numbers", func(t *Theme) *string { return &t.Contents.Numbering }),
		enumKey("contents.start", []string{"page", "recto"}, "目录是否另起单数页", "whether the contents begin on a recto", func(t *Theme) *string { return &t.Contents.Start }),
		enumKey("contents.form", []string{"plain", "box"}, "报头之下的目录：不加框或加框；有单独的封面页时不用", "contents below a masthead: plain or in a box; not used with a cover page", func(t *Theme) *string { return &t.Contents.Form }),
		textKey("contents.title", "清单没有写目录标题时的标题；不写就按语言", "title of the contents where the manifest has none; empty: the language's", func(t *Theme) *string { return &t.Contents.Title }),
		intKey("contents.least", 1, 1000, "", "至少有几篇文章才排目录", "least number of articles for which there are contents", func(t *Theme) *int { return &t.Contents.Least }),
		lengthKey("contents.rule", "目录框线粗", "thickness of the box around the contents", func(t *Theme) *unit.Abs { return &t.Contents.Rule }),
		inkKey("contents.rule-ink", "目录框线颜色", "colour of the box around the contents", func(t *Theme) *string { return &t.Contents.RuleInk }),
		lengthKey("contents.padding", "目录框线与文字的距离", "distance from the box to the text of the contents", func(t *Theme) *unit.Abs { return &t.Contents.Padding }),
	}
}

func endKeys() []Key {
	return []Key{
		boolKey("folio.show", "是否排页码", "whether pages are numbered", func(t *Theme) *bool { return &t.Folio.Show }),
		boolKey("folio.first", "第 1 页是否排页码", "whether page 1 has its number", func(t *Theme) *bool { return &t.Folio.First }),
		fontKey("folio.font", "页码字体", "face of the page number", func(t *Theme) *string { return &t.Folio.Font }),
		sizeKey("folio.size", "页码字号", "size of the page number", func(t *Theme) *unit.Abs { return &t.Folio.Size }),
		formKey("folio.form", []string{"page!", "pages"}, "页码样式；{pages} 是正文最后一个页码", "form of the page number; {pages} is the last one of the body", func(t *Theme) *Form { return &t.Folio.Form }),
		enumKey("folio.align", []string{"outside", "center", "inside"}, "页码位置", "place of the page number", func(t *Theme) *string { return &t.Folio.Align }),
		lengthKey("folio.inset", "页码与版心边的距离", "distance of the page number from the block's edge", func(t *Theme) *unit.Abs { return &t.Folio.Inset }),
		lengthKey("folio.distance", "版心下边到页码一字线", "from the block's foot to the dashes of the page number", func(t *Theme) *unit.Abs { return &t.Folio.Distance }),
		enumKey("imprint.at", []string{"last", "back"}, "报尾（版记）在正文末页，或在封底", "the imprint stands on the last page or on the back cover", func(t *Theme) *string { return &t.Imprint.At }),
		fontKey("imprint.font", "报尾字体", "face of the imprint", func(t *Theme) *string { return &t.Imprint.Font }),
		sizeKey("imprint.size", "报尾字号", "size of the imprint", func(t *Theme) *unit.Abs { return &t.Imprint.Size }),
		lengthKey("imprint.pitch", "报尾行距", "pitch of the imprint", func(t *Theme) *unit.Abs { return &t.Imprint.Pitch }),
		lengthKey("imprint.inset", "报尾文字与线端的距离", "distance of the imprint's text from its rules' ends", func(t *Theme) *unit.Abs { return &t.Imprint.Inset }),
		lengthKey("imprint.thick", "首末线粗", "thickness of the first and last rule", func(t *Theme) *unit.Abs { return &t.Imprint.Thick }),
		lengthKey("imprint.thin", "中间线粗", "thickness of the inner rules", func(t *Theme) *unit.Abs { return &t.Imprint.Thin }),
		inkKey("imprint.ink", "线的颜色", "colour of the rules", func(t *Theme) *string { return &t.Imprint.Ink }),
		formKey("imprint.report", []string{"list!"}, "报送样式，{list} 是单位", "form of the report line; {list} is the recipients", func(t *Theme) *Form { return &t.Imprint.Report }),
		formKey("imprint.send", []string{"list!"}, "送达样式", "form of the send line", func(t *Theme) *Form { return &t.Imprint.Send }),
		formKey("imprint.distribute", []string{"list!"}, "发至样式", "form of the distribute line", func(t *Theme) *Form { return &t.Imprint.Distribute }),
		textKey("imprint.join", "单位之间的标点", "what stands between recipients", func(t *Theme) *string { return &t.Imprint.Join }),
		textKey("imprint.end", "单位列完之后的标点", "what stands after the last recipient", func(t *Theme) *string { return &t.Imprint.End }),
		formKey("imprint.copies", []string{"copies!"}, "份数样式", "form of the number of copies", func(t *Theme) *Form { return &t.Imprint.Copies }),
		{Key: key.Key{Name: "imprint.issued", Type: key.Form, Sides: true,
			Placeholders: issuePlaceholders(),
			ZH:           "印发行：左 | 右", EN: "the line of issuer and date: left | right"},
			form: func(t *Theme, _ string) *Form { return &t.Imprint.Issued }},
	}
}

func outputKeys() []Key {
	return []Key{
		enumKey("output.profile", []string{"screen", "print", "archive"}, "文件的用途，清单和命令行没有说明时用它",
			"what the file is for, where neither manifest nor command says", func(t *Theme) *string { return &t.Output.Profile }),
	}
}

func resourceKeys() []Key {
	role := func(t *Theme, name string) *Role {
		if r := t.Role(name); r != nil {
			return r
		}
		t.Fonts = append(t.Fonts, Role{Name: name})
		return &t.Fonts[len(t.Fonts)-1]
	}
	ink := func(t *Theme, name string) *Ink {
		if k := t.Ink(name); k != nil {
			return k
		}
		t.Inks = append(t.Inks, Ink{Name: name})
		return &t.Inks[len(t.Inks)-1]
	}
	file := func(t *Theme, name string) *content.FontFile {
		for i := range t.Files {
			if t.Files[i].Name == name {
				return &t.Files[i]
			}
		}
		t.Files = append(t.Files, content.FontFile{Name: name})
		return &t.Files[len(t.Files)-1]
	}
	return []Key{
		{Key: key.Key{Name: "fonts.*.han", Type: key.Texts, ZH: "字体角色：依次试用的中文字体（族名或自带字体名）", EN: "a role: faces tried in order for Han text, by family or name"},
			texts: func(t *Theme, a string) *[]string { return &role(t, a).Han }},
		{Key: key.Key{Name: "fonts.*.latin", Type: key.Texts, ZH: "字体角色：依次试用的西文字体", EN: "a role: faces tried in order for Latin text"},
			texts: func(t *Theme, a string) *[]string { return &role(t, a).Latin }},
		{Key: key.Key{Name: "font-files.*.path", Type: key.File, ZH: "版式自带的字体文件，路径从版式文件算起", EN: "a font file of one's own, relative to the theme's file"},
			text: func(t *Theme, a string) *string { return &file(t, a).Path }},
		{Key: key.Key{Name: "font-files.*.index", Type: key.Int, Max: 255, ZH: "字体集（TTC）中的第几个，从 0 起", EN: "the face in a collection, from 0"},
			number: func(t *Theme, a string) *int { return &file(t, a).Index }},
		{Key: key.Key{Name: "inks.*.plate", Type: key.Text, ZH: "专色版名，ASCII", EN: "name of the spot plate, ASCII"},
			text: func(t *Theme, a string) *string { return &ink(t, a).Plate }},
		{Key: key.Key{Name: "inks.*.rgb", Type: key.RGB, ZH: "屏幕颜色 #RRGGBB", EN: "screen colour #RRGGBB"},
			assign: func(t *Theme, a string, v any) bool {
				s, _ := v.(string)
				n, err := strconv.ParseUint(s[min(1, len(s)):], 16, 32)
				if len(s) != 7 || s[0] != '#' || err != nil {
					return false
				}
				ink(t, a).RGB = [3]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}
				return true
			}},
		{Key: key.Key{Name: "inks.*.cmyk", Type: key.CMYK, ZH: "印刷颜色，[C, M, Y, K]，百分数", EN: "process colour [C, M, Y, K] in percent"},
			assign: func(t *Theme, a string, v any) bool {
				list, _ := v.([]any)
				if len(list) != 4 {
					return false
				}
				var c [4]uint16
				for i, e := range list {
					n, ok := e.(int64)
					if !ok || n < 0 || n > 100 {
						return false
					}
					c[i] = uint16(n) * 10
				}
				ink(t, a).CMYK = c
				return true
			}},
	}
}
