package theme

import (
	"jianbao/content"
	"jianbao/content/key"
	"jianbao/layout/unit"
)

// Bounds of a theme's counts; 8 to 42 characters is what bulletins use.
const (
	minMeasure, maxMeasure = 6, 60
	minLines, maxLines     = 4, 120
)

func pageKeys() []Key {
	return []Key{
		enumKey("size.system", []string{"traditional", "word"},
			"字号名（三号、四号……）按传统点制还是按 Word", "whether size names (三号, 四号, …) are the traditional sizes or Word's",
			func(t *Theme) *string { return &t.system }),
		{Key: key.Key{Name: "page.paper", Type: key.Paper, Values: PaperNames(),
			ZH: "纸张：A4、16开、大16开等，或“210mm x 297mm”", EN: `paper: A4, 16开, 大16开 …, or "210mm x 297mm"`},
			assign: func(t *Theme, _ string, v any) bool {
				s, _ := v.(string)
				w, h, ok := parsePaper(s)
				t.Page.paperW, t.Page.paperH = w, h
				return ok
			}},
		lengthKey("page.head", "天头（上白边）", "head margin", func(t *Theme) *unit.Abs { return &t.Page.Head }),
		lengthKey("page.foot", "地脚（下白边）", "foot margin", func(t *Theme) *unit.Abs { return &t.Page.Foot }),
		lengthKey("page.inner", "订口（里白边）", "inner (binding) margin", func(t *Theme) *unit.Abs { return &t.Page.Inner }),
		lengthKey("page.outer", "切口（外白边）", "outer margin", func(t *Theme) *unit.Abs { return &t.Page.Outer }),
		lengthKey("page.bleed", "出血：满到裁切边的图多出多少", "bleed: how far what touches the trim reaches beyond it", func(t *Theme) *unit.Abs { return &t.Page.Bleed }),
		boolKey("page.mirror", "双数页里外白边对调", "inner and outer margins change sides on even pages", func(t *Theme) *bool { return &t.Page.Mirror }),
	}
}

func bodyKeys() []Key {
	keys := []Key{
		sizeKey("body.size", "正文字号", "size of the text", func(t *Theme) *unit.Abs { return &t.Body.Size }),
		intKey("body.measure", minMeasure, maxMeasure, key.Characters, "每行字数", "characters in a line", func(t *Theme) *int { return &t.Body.Measure }),
		intKey("body.columns", 1, content.MaxTextColumns, "", "正文分几栏；文章可以用 columns 另定", "columns of text on a page; an article may have another number (columns)", func(t *Theme) *int { return &t.Body.Columns }),
		intKey("body.lines", minLines, maxLines, key.Lines, "每页行数", "lines on a page", func(t *Theme) *int { return &t.Body.Lines }),
		lengthKey("body.pitch", "行距（基线到基线）", "line pitch, baseline to baseline", func(t *Theme) *unit.Abs { return &t.Body.Pitch }),
		lengthKey("body.indent", "段首缩进", "indent of a paragraph's first line", func(t *Theme) *unit.Abs { return &t.Body.Indent }),
		boolKey("body.break-indent", "段内换行后的各行也按段首缩进", "a line after a hard break is indented like the paragraph's first", func(t *Theme) *bool { return &t.Body.BreakIndent }),
		fontKey("body.font", "正文字体", "face of the text", func(t *Theme) *string { return &t.Body.Font }),
		fontKey("body.strong", "加重（**…**）的字体", "face of strong text", func(t *Theme) *string { return &t.Body.Strong }),
		fontKey("body.emphasis", "强调（*…*）的字体", "face of emphasis", func(t *Theme) *string { return &t.Body.Emphasis }),
		intKey("body.orphans", 1, 5, key.Lines, "段落在页末至少留几行", "lines of a paragraph that must stay at a page's foot", func(t *Theme) *int { return &t.Body.Orphans }),
		intKey("body.widows", 1, 5, key.Lines, "段落转页后至少有几行", "lines of a paragraph that must go over to a page together", func(t *Theme) *int { return &t.Body.Widows }),
		enumKey("body.level", []string{"none", "basic", "gb", "strict"}, "避头尾的宽严", "how strictly line starts and ends are kept", func(t *Theme) *string { return &t.Body.Level }),
		enumKey("body.punctuation", []string{"hangmo", "quanjiao", "kaiming", "banjiao"}, "标点样式：行末半角、全角、开明、半角", "widths of marks: half at line end, full, kaiming, half", func(t *Theme) *string { return &t.Body.Punctuation }),
		lengthKey("body.autospace", "汉字与西文、数字之间的空", "space between Han and Latin or digits", func(t *Theme) *unit.Abs { return &t.Body.Autospace }),
		boolKey("body.trim-start", "行首的前括号、前引号去掉前半空", "an opening mark at line start loses its leading half", func(t *Theme) *bool { return &t.Body.TrimStart }),
		boolKey("body.hyphenate", "西文单词可断开，以免行内过松", "Latin words may be hyphenated where the line would be loose", func(t *Theme) *bool { return &t.Body.Hyphenate }),
		boolKey("headings.number", "没有序号的标题自动编号", "headings without a number are given the next one", func(t *Theme) *bool { return &t.Numbered }),
	}
	levels := []string{"1", "2", "3", "4"}
	at := func(t *Theme, arg string) *Heading { return &t.Headings[arg[0]-'1'] }
	return append(keys,
		Key{Key: key.Key{Name: "headings.*.on", Type: key.Bool, Args: levels, ZH: "这一级标题单独排；否则作为段落", EN: "this level is set as a heading, else as a paragraph"},
			flag: func(t *Theme, a string) *bool { return &at(t, a).On }},
		Key{Key: key.Key{Name: "headings.*.font", Type: key.Font, Args: levels, ZH: "标题字体（一、（一）1.（1）四级）", EN: "face of the heading, of levels 一、 （一） 1. （1）"},
			text: func(t *Theme, a string) *string { return &at(t, a).Font }},
		Key{Key: key.Key{Name: "headings.*.size", Type: key.Size, Args: levels, ZH: "标题字号", EN: "size of the heading"},
			length: func(t *Theme, a string) *unit.Abs { return &at(t, a).Size }},
		Key{Key: key.Key{Name: "headings.*.indent", Type: key.Length, Args: levels, ZH: "标题缩进", EN: "indent of the heading"},
			length: func(t *Theme, a string) *unit.Abs { return &at(t, a).Indent }},
		Key{Key: key.Key{Name: "headings.*.before", Type: key.Int, Max: 5, Unit: key.Lines, Args: levels, ZH: "标题前空行", EN: "blank lines before the heading"},
			number: func(t *Theme, a string) *int { return &at(t, a).Before }},
		Key{Key: key.Key{Name: "headings.*.after", Type: key.Int, Max: 5, Unit: key.Lines, Args: levels, ZH: "标题后空行", EN: "blank lines after the heading"},
			number: func(t *Theme, a string) *int { return &at(t, a).After }},
	)
}

func titleKeys() []Key {
	return []Key{
		fontKey("title.font", "文章标题字体", "face of an article's title", func(t *Theme) *string { return &t.Title.Font }),
		sizeKey("title.size", "标题字号", "size of the title", func(t *Theme) *unit.Abs { return &t.Title.Size }),
		lengthKey("title.pitch", "多行标题的行距", "pitch of a title's lines", func(t *Theme) *unit.Abs { return &t.Title.Pitch }),
		inkKey("title.ink", "标题颜色", "colour of the title", func(t *Theme) *string { return &t.Title.Ink }),
		intKey("title.before", 0, 20, key.Lines, "标题前的行数，栏目名所占的行在内", "lines before the title, the section label's among them", func(t *Theme) *int { return &t.Title.Before }),
		intKey("title.after", 0, 20, key.Lines, "标题（或作者行）后的空行", "blank lines after the title or the author", func(t *Theme) *int { return &t.Title.After }),
		boolKey("title.trapezoid", "多行标题排成梯形或菱形", "titles of several lines form a trapezoid or diamond", func(t *Theme) *bool { return &t.Title.Trapezoid }),
		boolKey("section-label.show", "在栏目第一篇文章前排栏目名", "the section's label stands at the head of its first article", func(t *Theme) *bool { return &t.Label.Show }),
		fontKey("section-label.font", "栏目名字体", "face of the section label", func(t *Theme) *string { return &t.Label.Font }),
		sizeKey("section-label.size", "栏目名字号", "size of the section label", func(t *Theme) *unit.Abs { return &t.Label.Size }),
		inkKey("section-label.ink", "栏目名颜色", "colour of the section label", func(t *Theme) *string { return &t.Label.Ink }),
		formKey("section-label.form", []string{"title!"}, "栏目名样式", "form of the section label", func(t *Theme) *Form { return &t.Label.Form }),
		enumKey("section-label.align", []string{"left", "center", "right"}, "栏目名位置", "place of the section label", func(t *Theme) *string { return &t.Label.Align }),
		intKey("section-label.before", 0, 20, key.Lines, "栏目名不在页首时前面的空行", "blank lines before a section label that does not begin a page", func(t *Theme) *int { return &t.Label.Before }),
		intKey("section-label.after", 0, 20, key.Lines, "栏目名与标题之间至少空几行", "fewest blank lines between the section label and the title", func(t *Theme) *int { return &t.Label.After }),
		enumKey("start.body", []string{"recto", "page"}, "正文第 1 页从单数页（右页）起，还是接着排", "page 1 of the body begins on a recto or on the next page", func(t *Theme) *string { return &t.Start.Body }),
		enumKey("start.sections", []string{"page", "recto", "continue"}, "栏目另起一页、另起单数页，或接着排", "whether sections begin on a new page, on a recto, or where the one before ends", func(t *Theme) *string { return &t.Start.Sections }),
		enumKey("start.articles", []string{"page", "continue"}, "栏目里后面的文章另起一页，或接着排", "whether the other articles of a section begin on a new page or where the one before ends", func(t *Theme) *string { return &t.Start.Articles }),
		intKey("fit.before", 0, 20, key.Lines, "压缩排版时标题前至少几行", "fewest lines before the title when copyfitting", func(t *Theme) *int { return &t.Fit.Before }),
		intKey("fit.after", 0, 20, key.Lines, "压缩排版时标题后至少几行", "fewest blank lines after the title when copyfitting", func(t *Theme) *int { return &t.Fit.After }),
		intKey("fit.picture", 0, 100, key.Percent, "压缩排版时图最小缩到百分之几；0 不缩", "smallest percentage that copyfitting may scale pictures to; 0: never", func(t *Theme) *int { return &t.Fit.Picture }),
		lengthKey("fit.pitch", "压缩排版时最小行距；字号也缩小时按比例再小", "smallest pitch when copyfitting; at a smaller size it is smaller in proportion", func(t *Theme) *unit.Abs { return &t.Fit.Pitch }),
		lengthKey("fit.size", "压缩排版时最小字号", "smallest size when copyfitting", func(t *Theme) *unit.Abs { return &t.Fit.Size }),
		lengthKey("fit.step", "压缩排版时字号的级差", "step between the sizes tried when copyfitting", func(t *Theme) *unit.Abs { return &t.Fit.Step }),
		intKey("fit.tail", 0, 20, key.Lines, "文章末页不超过几行时自动收回前一页；0 不收", "a last page of at most so many lines is pulled back by itself; 0: never", func(t *Theme) *int { return &t.Fit.Tail }),
	}
}

func noteKeys() []Key {
	var keys []Key
	note := func(group, zh, en string, at func(*Theme) *Note) {
		keys = append(keys,
			fontKey(group+".font", zh+"字体", "face of the "+en, func(t *Theme) *string { return &at(t).Font }),
			sizeKey(group+".size", zh+"字号", "size of the "+en, func(t *Theme) *unit.Abs { return &at(t).Size }),
			formKey(group+".form", []string{"text!"}, zh+"样式", "form of the "+en, func(t *Theme) *Form { return &at(t).Form }),
			enumKey(group+".align", []string{"left", "center", "right"}, zh+"位置", "place of the "+en, func(t *Theme) *string { return &at(t).Align }),
			lengthKey(group+".inset", zh+"与版心边的距离", "distance of the "+en+" from the block's edge", func(t *Theme) *unit.Abs { return &at(t).Inset }),
			intKey(group+".before", 0, 5, key.Lines, zh+"前空行", "blank lines before the "+en, func(t *Theme) *int { return &at(t).Before }),
			intKey(group+".after", 0, 5, key.Lines, zh+"后空行", "blank lines after the "+en, func(t *Theme) *int { return &at(t).After }),
		)
	}
	note("source", "来源行", "source line", func(t *Theme) *Note { return &t.Source })
	note("author", "作者行", "author line", func(t *Theme) *Note { return &t.Author })
	keys = append(keys, textKey("author.join", "几位作者之间的文字", "what stands between several authors", func(t *Theme) *string { return &t.Authors }))
	note("kicker", "肩题", "kicker", func(t *Theme) *Note { return &t.Kicker })
	note("subtitle", "副题", "subtitle", func(t *Theme) *Note { return &t.Subtitle })
	keys = append(keys,
		formKey("continued.to", []string{"page!", "title"}, "文章分在几处排时，前一部分末尾的文字", "text at the end of a part of an article that is printed in several places", func(t *Theme) *Form { return &t.Continued.To }),
		formKey("continued.from", []string{"page!", "title"}, "后一部分开头的文字", "text at the head of the next part", func(t *Theme) *Form { return &t.Continued.From }),
		fontKey("continued.font", "“下转”“上接”的字体", "face of these texts", func(t *Theme) *string { return &t.Continued.Font }),
		sizeKey("continued.size", "“下转”“上接”的字号", "size of these texts", func(t *Theme) *unit.Abs { return &t.Continued.Size }),
	)
	return append(keys,
		fontKey("quote.font", "引文（编者按）字体", "face of quotes and editor's notes", func(t *Theme) *string { return &t.Quote.Font }),
		fontKey("quote.strong", "引文中加重的字体", "face of strong text in a quote", func(t *Theme) *string { return &t.Quote.Strong }),
		fontKey("quote.emphasis", "引文中强调的字体", "face of emphasis in a quote", func(t *Theme) *string { return &t.Quote.Italic }),
		sizeKey("quote.size", "引文字号", "size of quotes", func(t *Theme) *unit.Abs { return &t.Quote.Size }),
		lengthKey("quote.indent", "引文段首缩进", "indent of a quote's first lines", func(t *Theme) *unit.Abs { return &t.Quote.Indent }),
		lengthKey("quote.inset", "引文左右缩进", "inset of quotes at either side", func(t *Theme) *unit.Abs { return &t.Quote.Inset }),
		intKey("quote.before", 0, 5, key.Lines, "引文前空行", "blank lines before a quote", func(t *Theme) *int { return &t.Quote.Before }),
		intKey("quote.after", 0, 5, key.Lines, "引文后空行", "blank lines after a quote", func(t *Theme) *int { return &t.Quote.After }),
		enumKey("list.style", []string{"hang", "flush"}, "列表项的折行：hang 与首行的文字对齐，flush 顶格", "further lines of list items: hang, below the text of the first line; flush, at the left edge", func(t *Theme) *string { return &t.List.Style }),
		lengthKey("list.indent", "列表项标记的缩进", "indent of a list item's mark", func(t *Theme) *unit.Abs { return &t.List.Indent }),
		lengthKey("list.hang", "从列表项标记到文字", "from a list item's mark to its text", func(t *Theme) *unit.Abs { return &t.List.Hang }),
		textKey("list.bullet", "无序列表的标记", "mark of unordered lists", func(t *Theme) *string { return &t.List.Bullet }),
		formKey("list.number", []string{"n!"}, "有序列表的标记，{n} 是序号", "mark of ordered lists; {n} is the number", func(t *Theme) *Form { return &t.List.Number }),
		fontKey("code.font", "代码字体，也用于正文里的代码", "face of code, also within running text", func(t *Theme) *string { return &t.Code.Font }),
		sizeKey("code.size", "代码块里汉字的字号，两个西文字符与一个汉字同宽", "size of Han in blocks of code; two Latin characters are as wide as one Han", func(t *Theme) *unit.Abs { return &t.Code.Size }),
		lengthKey("code.pitch", "代码块的行距，不小于字号；整块占网格的整数行", "pitch of blocks of code, at least their size; a block as a whole takes whole rows of the grid", func(t *Theme) *unit.Abs { return &t.Code.Pitch }),
		lengthKey("code.inset", "代码块左边缩进", "indent of blocks of code", func(t *Theme) *unit.Abs { return &t.Code.Inset }),
		intKey("code.before", 0, 5, key.Lines, "代码块前空行", "blank lines before a block of code", func(t *Theme) *int { return &t.Code.Before }),
		intKey("code.after", 0, 5, key.Lines, "代码块后空行", "blank lines after a block of code", func(t *Theme) *int { return &t.Code.After }),
	)
}
