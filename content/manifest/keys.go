package manifest

import (
	"slices"
	"strings"
	"sync"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// Keys returns the keys of a manifest, in the order of the documentation. They
// must not be changed.
func Keys() []key.Key { return describe(issueKeys()) }

// names is what the keys say about names in a manifest. Its tables are made when a
// hint needs them.
var names = strict.Names{
	Meant:   func(table, word string) string { return key.InTable(table, keyWords()[word]) },
	Several: func(table string) bool { return slices.Contains(severalTables(), table) },
	Kind: func(name string) (kind strict.Kind, known bool) {
		kind, known = keyKinds()[name]
		return kind, known
	},
}

var (
	keyWords      = sync.OnceValue(func() map[string][]string { return key.Words(Keys()) })
	severalTables = sync.OnceValue(func() []string { return key.Several(Keys()) })
	keyKinds      = sync.OnceValue(func() map[string]strict.Kind { return kindsOf(Keys()) })
)

// kindsOf returns the kind of the values of each key, by its dotted name, or of the
// items of a list; keys with values of several kinds are left out.
func kindsOf(keys []key.Key) map[string]strict.Kind {
	kinds := map[string]strict.Kind{}
	var add func(prefix string, keys []key.Key)
	add = func(prefix string, keys []key.Key) {
		for i := range keys {
			k := &keys[i]
			add(prefix+k.Name+".", k.Keys)
			switch k.Type {
			case key.Int:
				kinds[prefix+k.Name] = strict.KindInt
			case key.Bool:
				kinds[prefix+k.Name] = strict.KindBool
			case key.Date:
				kinds[prefix+k.Name] = strict.KindDate
			case key.Text, key.Texts, key.Lengths, key.Language, key.Address, key.File:
				kinds[prefix+k.Name] = strict.KindString
			case key.Enum:
				if !k.Bare {
					kinds[prefix+k.Name] = strict.KindString
				}
			}
		}
	}
	add("", keys)
	return kinds
}

// keyNames returns the dotted names of all keys, for hints.
var keyNames = sync.OnceValue(func() []string { return key.Names(Keys()) })

var issueKeys = sync.OnceValue(func() []field[content.Issue] {
	return []field[content.Issue]{
		ownKey(key.Key{Name: "schema", Type: key.Int, Min: schemaVersion, Max: schemaVersion, Required: true,
			ZH: "清单格式的版本；有键改变含义或取消时才变", EN: "version of the manifest's format; it changes when a key changes its meaning or goes"}, (*loader).schema),
		tableKey(key.Key{Name: "publication", Required: true, Shared: true, ZH: "刊物：各期相同的内容", EN: "what stays the same from issue to issue"},
			publicationKeys(), func(i *content.Issue) *content.Publication { return &i.Publication }),
		tableKey(key.Key{Name: "issue", Required: true, Words: "期 本期", ZH: "这一期", EN: "what identifies the issue"},
			numberKeys(), func(i *content.Issue) *content.Number { return &i.Number }),
		tableKey(key.Key{Name: "style", ZH: "版式", EN: "theme, settings and fonts"},
			styleKeys(), func(i *content.Issue) *content.Style { return &i.Style }),
		tableKey(key.Key{Name: "contents", ZH: "目录", EN: "the table of contents"},
			contentsKeys(), func(i *content.Issue) *content.Contents { return &i.Contents }),
		tableKey(key.Key{Name: "imprint", Words: "版记", ZH: "报尾（版记）", EN: "the block at the end of the issue"},
			imprintKeys(), func(i *content.Issue) *content.Imprint { return &i.Imprint }),
		ownKey(key.Key{Name: "document", Type: key.Table, Keys: describe(documentKeys()), Words: "公文", ZH: "公文：这一期是一份公文，按 GB/T 9704 排版头和版记；刊名是发文机关标志", EN: "the issue is an official document, with head and imprint by GB/T 9704; the publication's title is its issuer mark"},
			(*loader).document),
		tableKey(key.Key{Name: "copy", Words: "文稿", ZH: "文稿", EN: "how articles are read"},
			copyKeys(), func(i *content.Issue) *content.Copy { return &i.Copy }),
		tableKey(key.Key{Name: "check", ZH: "校对", EN: "proofreading checks"},
			checkKeys(), func(i *content.Issue) *[]diag.Code { return &i.ProofOff }),
		tableKey(key.Key{Name: "output", ZH: "输出的文件", EN: "the output file"},
			outputKeys(), func(i *content.Issue) *content.Output { return &i.Output }),
		tableKey(key.Key{Name: "print", Words: "印刷", ZH: "付印", EN: "settings for the print shop"},
			printKeys(), func(i *content.Issue) *content.Print { return &i.Print }),
		ownKey(key.Key{Name: "archive", Type: key.Table, Keys: describe(archiveKeys()), ZH: "归档", EN: "settings for archiving"}, (*loader).archive),
		ownKey(key.Key{Name: "section", Type: key.Tables, Required: true, Min: 1, Keys: describe(sectionKeys()), ZH: "栏目，一个或几个", EN: "the sections, one or more"},
			(*loader).sections),
	}
})

func publicationKeys() []field[content.Publication] {
	type T = content.Publication
	return []field[T]{
		nameKey(key.Key{Name: "title", Required: true, Shared: true, Filled: true, Words: "刊物名称 标题 名称", ZH: "刊名", EN: "name of the publication"}, func(p *T) *content.Text { return &p.Title }),
		namesKey(key.Key{Name: "issuer", Words: "主办 编印单位 单位", ZH: "主办单位，一行一个", EN: "issuing offices, one line each"}, func(p *T) *[]content.Text { return &p.Issuer }),
		wordKey(key.Key{Name: "period", Values: []string{"week", "half-month", "month", "quarter", "half-year", "year"}, Default: `"month"`, Words: "刊期 周期",
			ZH: "刊期：周刊、半月刊、月刊、季刊、半年刊、年刊；jianbao new 按它推算下一期的日期和期号", EN: "how often it appears; jianbao new derives date and number of the next issue from it"},
			func(p *T, word string) { p.Period = word }),
		nameKey(key.Key{Name: "permit", Filled: true, Words: "准印证号 准印证", ZH: "内部资料准印证号", EN: "number of the permit for 内部资料"}, func(p *T) *content.Text { return &p.Permit }),
		ornamentKey(key.Key{Name: "emblem", ZH: "徽标", EN: "emblem on the cover"}, func(p *T) **content.Picture { return &p.Emblem }),
		ornamentKey(key.Key{Name: "masthead", Words: "题字", ZH: "刊名的题字，图片，在封面或报头上代替刊名的文字", EN: "written name (题字), a picture that replaces the title on the cover or in the masthead"}, func(p *T) **content.Picture { return &p.Masthead }),
		ownKey(key.Key{Name: "lang", Type: key.Language, Values: languages(), Default: `"zh-Hans"`, Words: "语言", ZH: "语言和地区，照它的排版规矩", EN: "language and region, whose conventions are followed"}, (*loader).lang),
	}
}

func numberKeys() []field[content.Number] {
	type T = content.Number
	return []field[T]{
		yearKey(key.Key{Name: "year", Min: 1, Max: 9999, Required: true, Words: "年 年度", ZH: "年份", EN: "year of the issue"}),
		numberKey(key.Key{Name: "number", Max: 999_999, Required: true, Filled: true, Words: "期 期数", ZH: `期号；合刊、增刊写文字：“9-10”“增刊1”`, EN: `number in the year; as a text for double and special issues: "9-10", "增刊1"`}, func(n *T) *content.Text { return &n.Issue }),
		numberKey(key.Key{Name: "total", Max: 999_999, Words: "总期数", ZH: "总期号", EN: "running number since the first issue"}, func(n *T) *content.Text { return &n.Total }),
		issueDateKey(key.Key{Name: "date", Required: true, Words: "出版日期 印发日期 时间", ZH: "日期，不加引号", EN: "date of issue, without quotes"}),
		nameKey(key.Key{Name: "label", ZH: "封面或报头左上角的文字，如“内部资料 注意保存”，或密级", EN: "text at the top left of the cover or masthead"}, func(n *T) *content.Text { return &n.Label }),
		numberKey(key.Key{Name: "serial", Max: 999_999_999, Words: "编号 份号", ZH: `编号，报头右上角；要保留前面的 0 就加引号`, EN: "number of the copy, at the top right of the masthead; quotes keep its leading zeros"}, func(n *T) *content.Text { return &n.Serial }),
		ornamentKey(key.Key{Name: "cover-picture", ZH: "封面图片", EN: "picture on the cover"}, func(n *T) **content.Picture { return &n.Cover }),
	}
}

func styleKeys() []field[content.Style] {
	type T = content.Style
	font := key.Key{Name: "*", Type: key.Table, Shorthand: "path", Keys: describe(fontKeys()),
		ZH: "一个角色或字体族的字体文件；只有路径时可以直接写路径", EN: "a font file for a role or family; its path alone may stand in place of the table"}
	return []field[T]{
		nameKey(key.Key{Name: "theme", Default: `"bulletin"`, Words: "版式 版式名", ZH: "版式的名字（bulletin、gongwen、jianbao），或版式文件的路径", EN: "name of a theme (bulletin, gongwen, jianbao), or path of a theme file"}, func(s *T) *content.Text { return &s.Theme }),
		ownKey(key.Key{Name: "set", Type: key.Settings, Words: "设置", ZH: "改版式中的某几项", EN: "theme keys to override"}, (*loader).settings),
		ownKey(key.Key{Name: "fonts", Type: key.Table, Keys: []key.Key{font}, Words: "字体", ZH: "自备的字体，按角色或字体族", EN: "additional fonts, by role or family"}, (*loader).fonts),
	}
}

var fontKeys = sync.OnceValue(func() []field[fontEntry] {
	return []field[fontEntry]{
		ownKey(key.Key{Name: "path", Type: key.File, Slashes: true, Required: true, Filled: true, ZH: "字体文件，可以放在任何地方", EN: "path of the font file, in any folder"}, (*loader).fontPath),
		intKey(key.Key{Name: "index", Max: 1 << 16, Default: "0", ZH: "字体集（TTC）中的第几个，从 0 起", EN: "the face in a collection, from 0"}, func(e *fontEntry) *int { return &e.Index }),
	}
})

func contentsKeys() []field[content.Contents] {
	type T = content.Contents
	return []field[T]{
		textKey(key.Key{Name: "title", Words: "标题 目录标题", ZH: "目录的标题；不写就按语言", EN: "title of the contents; depends on the language if not given"}, func(c *T) *content.Text { return &c.Title }),
		boolKey(key.Key{Name: "show", Default: "true", ZH: "是否排目录", EN: "whether there is a table of contents"}, func(c *T) *bool { return &c.Show }),
		boolKey(key.Key{Name: "attachments", Default: "false", ZH: "附件是否列入目录", EN: "whether attachments have entries"}, func(c *T) *bool { return &c.Attachments }),
	}
}

func imprintKeys() []field[content.Imprint] {
	type T = content.Imprint
	return []field[T]{
		textsKey(key.Key{Name: "lines", Words: "编辑", ZH: "编辑、电话等，一行一个", EN: "editor, telephone and so on, one line each"}, func(m *T) *[]content.Text { return &m.Lines }),
		textsKey(key.Key{Name: "report", Words: "抄报", ZH: "报：上级单位", EN: "superior offices it is reported to (报：)"}, func(m *T) *[]content.Text { return &m.Report }),
		textsKey(key.Key{Name: "send", Words: "抄送", ZH: "送：有关单位", EN: "other offices it is sent to (送：)"}, func(m *T) *[]content.Text { return &m.Send }),
		textsKey(key.Key{Name: "distribute", Words: "分发", ZH: "发：下级单位", EN: "offices below it is distributed to (发：)"}, func(m *T) *[]content.Text { return &m.Distribute }),
		intKey(key.Key{Name: "copies", Min: 1, Max: 10_000_000, Unit: key.Copies, Words: "份数", ZH: "印数", EN: "number of copies printed"}, func(m *T) *int { return &m.Copies }),
	}
}

func copyKeys() []field[content.Copy] {
	return []field[content.Copy]{
		wordKey(key.Key{Name: "lines", Values: []string{"auto", "join"}, Default: `"auto"`, Words: "分行",
			ZH: ".md 文章里不空行的几行：auto 时，序号开头的和前一行以句号、冒号等结尾的各成一段（每行一样长的除外）；join 时连成一段", EN: "lines of a paragraph of a .md article: with auto, one that begins with a number or follows a full-width stop is a paragraph of its own, unless the text is wrapped; with join they are joined"},
			func(c *content.Copy, word string) { c.JoinLines = word == "join" }),
		wordKey(key.Key{Name: "remote", Values: []string{"error", "link"}, Default: `"error"`,
			ZH: ".md 文章里的网上图片：error 时是错误；link 时只排替代文字，链接到图片的网址，<img>、<video>、<iframe> 也一样", EN: "pictures on the net in .md articles: with error they are errors; with link their alternate text is printed, as a link to the picture, also of <img>, <video> and <iframe>"},
			func(c *content.Copy, word string) { c.LinkRemote = word == "link" }),
	}
}

func checkKeys() []field[[]diag.Code] {
	codes := diag.ProofCodes()
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = string(c)
	}
	return []field[[]diag.Code]{
		ownKey(key.Key{Name: "off", Type: key.Texts, Single: true, Values: names, ZH: "关闭的校对提示", EN: "proofreading warnings to disable"}, (*loader).checksOff),
	}
}

func outputKeys() []field[content.Output] {
	return []field[content.Output]{
		enumKey(key.Key{Name: "profile", Values: []string{"screen", "print", "archive"}, ZH: "用途：阅读、付印、归档；不写就按版式", EN: "what the file is for; the theme decides if not given"},
			func(o *content.Output) *content.Text { return &o.Profile }),
	}
}

func printKeys() []field[content.Print] {
	type T = content.Print
	return []field[T]{
		enumKey(key.Key{Name: "inks", Values: []string{"k", "k+spot", "cmyk", "cmyk+spot"}, Default: `"k+spot"`, ZH: "油墨", EN: "inks used"}, func(p *T) *content.Text { return &p.Inks }),
		enumKey(key.Key{Name: "standard", Values: []string{"4", "1a"}, Bare: true, Default: `"4"`, ZH: "PDF/X-4，或 PDF/X-1a:2001", EN: "PDF/X-4, or PDF/X-1a:2001"}, func(p *T) *content.Text { return &p.Standard }),
		ownKey(key.Key{Name: "icc", Type: key.File, Slashes: true, Filled: true, ZH: "印刷条件的 ICC 特性文件，可以放在任何地方", EN: "ICC profile of the printing condition, in any folder"}, (*loader).icc),
		nameKey(key.Key{Name: "condition", Filled: true, ZH: "印刷条件的注册名", EN: "registered name of the printing condition"}, func(p *T) *content.Text { return &p.Condition }),
		lengthKey(key.Key{Name: "bleed", Default: `"3mm"`, ZH: "出血；小册子不写就是 0", EN: "bleed; 0 for a booklet if not given"}, func(p *T) *content.Text { return &p.Bleed }),
		boolKey(key.Key{Name: "marks", Default: "false", ZH: "裁切线、套准线", EN: "crop and registration marks"}, func(p *T) *bool { return &p.Marks }),
		enumKey(key.Key{Name: "binding", Values: []string{"saddle"}, ZH: "骑马订：页数补足到 4 的倍数", EN: "saddle stitching: the number of pages is padded to a multiple of four"}, func(p *T) *content.Text { return &p.Binding }),
		lengthKey(key.Key{Name: "paper", Positive: true, Default: `"0.1mm"`, ZH: "纸厚", EN: "thickness of a sheet"}, func(p *T) *content.Text { return &p.Paper }),
		enumKey(key.Key{Name: "cmyk", Values: []string{"keep", "convert"}, Default: `"keep"`, ZH: "特性文件与印刷条件不同的 CMYK 图片：保留原来的网点，或转换到印刷条件", EN: "CMYK pictures whose profile is not the printing condition's: keep their inks, or convert them"}, func(p *T) *content.Text { return &p.CMYK }),
		ownKey(key.Key{Name: "plates", Type: key.Texts, Single: true, Filled: true, ASCII: true, ZH: "版式的 red 以外的专色版，ASCII", EN: "spot plates in addition to the theme's red, in ASCII"}, (*loader).plates),
	}
}

var archiveKeys = sync.OnceValue(func() []field[archiveEntry] {
	type T = archiveEntry
	fields := []field[T]{
		enumKey(key.Key{Name: "standard", Values: []string{"2u", "2a", "3u"}, Default: `"2u"`, ZH: "PDF/A 的级别", EN: "part and level of PDF/A"}, func(a *T) *content.Text { return &a.Standard }),
		nameKey(key.Key{Name: "record", Filled: true, ZH: "档号", EN: "record number (档号)"}, func(a *T) *content.Text { return &a.Record }),
		boolKey(key.Key{Name: "reset", Default: "false", ZH: "重排本：旧刊重新排印", EN: "the issue is a re-setting of an old one (重排本)"}, func(a *T) *bool { return &a.Reset }),
		dateKey(key.Key{Name: "produced", ZH: "重排的日期", EN: "date of the re-setting"}, func(a *T) *content.Date { return &a.Produced }),
		boolKey(key.Key{Name: "pictures", Default: "true", ZH: "PDF/A-3u 是否附带图片文件", EN: "whether PDF/A-3u contains the picture files"}, func(a *T) *bool { return &a.Pictures }),
	}
	for _, e := range content.ArchiveElements() {
		fields = append(fields, nameKey(key.Key{Name: e.Key, Filled: true, ZH: e.Name, EN: e.About + " (" + e.Name + ")"}, func(a *T) *content.Text { return a.element(e.Key) }))
	}
	return fields
})

var sectionKeys = sync.OnceValue(func() []field[content.Section] {
	return []field[content.Section]{
		textKey(key.Key{Name: "title", Required: true, Filled: true, Words: "标题 名称", ZH: "栏目名", EN: "title of the section"}, func(s *content.Section) *content.Text { return &s.Title }),
		ownKey(key.Key{Name: "article", Type: key.Tables, Required: true, Min: 1, Keys: describe(articleKeys()), Words: "文章", ZH: "栏目里的文章，一篇或几篇", EN: "the section's articles, one or more"}, (*loader).articlesOf),
	}
})

var articleKeys = sync.OnceValue(func() []field[articleEntry] {
	type T = articleEntry
	return []field[T]{
		ownKey(key.Key{Name: "part-of", Type: key.Text, Filled: true, OneOf: "title", Words: "接排", ZH: "接排：前面哪一篇文章（它的 id）的又一部分，排在别处；没有标题，程序印上“下转”“上接”", EN: "further part of an earlier article, given by its id, which is printed elsewhere; it has no title, and 下转 and 上接 are printed by the program"}, (*loader).partOf),
		ownKey(key.Key{Name: "title", Type: key.Text, Filled: true, OneOf: "title", ByFile: wordEndings(), Words: "标题 题名 题目", ZH: `文章标题；要在某处换行，就写 \n；.docx 可以不写，用文档里的`, EN: `title; \n is a line break that is wanted; a .docx need not have one here, its own is used`}, (*loader).title),
		idKey(),
		textKey(key.Key{Name: "contents-title", Words: "目录标题", ZH: "目录里另用的标题", EN: "another title for the contents"}, func(a *T) *content.Text { return &a.ContentsTitle }),
		textKey(key.Key{Name: "kicker", ZH: "肩题（引题），排在标题上面", EN: "kicker, printed above the title"}, func(a *T) *content.Text { return &a.Kicker }),
		textKey(key.Key{Name: "subtitle", Words: "副标题", ZH: "副题，排在标题下面", EN: "subtitle, printed below the title"}, func(a *T) *content.Text { return &a.Subtitle }),
		textsKey(key.Key{Name: "author", ZH: "作者，一位或几位，排在标题下面", EN: "author or authors, printed below the title"}, func(a *T) *[]content.Text { return &a.Authors }),
		textKey(key.Key{Name: "source", Words: "出处", ZH: "来源，排成（来源：…）", EN: "source, printed as （来源：…）"}, func(a *T) *content.Text { return &a.Source }),
		ownKey(key.Key{Name: "file", Type: key.File, Slashes: true, Values: articleEndings(), Filled: true, OneOf: "text", Words: "文件 文件名", ZH: "文章文件，放在清单所在的文件夹里面，路径用 /", EN: "the article's file, below the manifest's folder, with / in its path"},
			keep(func(a *T) *given { return &a.file })),
		ownKey(key.Key{Name: "text", Type: key.Text, OneOf: "text", Words: "正文 内容 文字", ZH: "文章的正文，代替文件", EN: "the article's text, in place of a file"},
			keep(func(a *T) *given { return &a.text })),
		encodingKey("文章文件的编码", "encoding of the article's file", func(a *T) *string { return &a.encoding }),
		changesKey(),
		wordKey(key.Key{Name: "start", Values: []string{"page", "continue", "recto"}, ZH: "另起一页、接着排、另起单数页；不写就按版式", EN: "on a new page, after the previous article, or on a new right-hand page; the theme decides if not given"},
			func(a *T, word string) {
				a.Start = map[string]content.Start{"page": content.StartPage, "continue": content.StartContinue, "recto": content.StartRecto}[word]
			}),
		wordKey(key.Key{Name: "notes", Values: []string{"article"}, Words: "尾注", ZH: "注排在文章末尾；不写就按版式；.docx 的尾注总在末尾", EN: "notes stand at the end of the article; the theme decides if not given; endnotes of a .docx always do"},
			func(a *T, word string) { a.NotesAtEnd = word == "article" }),
		wordKey(key.Key{Name: "headings", Values: []string{"auto", "typed"}, Default: `"auto"`, Words: "小标题 标题级别", ZH: "小标题：auto 时，级别看手写的序号和 #，没有序号的由版式编号；typed 时，级别只看 #，一律不另编号，“1.”也可以是段首标题", EN: "headings: with auto, typed numbers and # decide their levels, and the theme numbers those without a number; with typed, # alone decides, no numbers are added, and 1. may be a run-in head"},
			func(a *T, word string) { a.OwnNumbers = word == "typed" }),
		intKey(key.Key{Name: "columns", Min: 1, Max: content.MaxTextColumns, Words: "分栏 栏数", ZH: "正文分几栏；不写就按版式", EN: "columns of text; the theme decides if not given"}, func(a *T) *int { return &a.Columns }),
		ownKey(key.Key{Name: "fit", Type: key.Int, Max: 1000, Unit: key.Pages, Default: "0", ZH: "压缩到几页以内；0 是不压缩", EN: "maximum number of pages to copyfit to; 0: no copyfitting"}, (*loader).fit),
		boolKey(key.Key{Name: "plain", Default: "false", ZH: "不辨认主送、附件、落款、段首标题、条和章，都按一般段落排", EN: "no paragraph is recognized as addressee, attachment, signature, run-in head, clause or chapter"},
			func(a *T) *bool { return &a.Plain }),
		ownKey(key.Key{Name: "attachments", Type: key.Tables, Keys: describe(attachmentKeys()), ZH: "附件，各自另起一页", EN: "the article's attachments, each on a new page"}, (*loader).attachmentsOf),
		ownKey(key.Key{Name: "picture", Type: key.Tables, Keys: describe(pictureKeys()), Words: "图片 照片", ZH: "文章里的图片", EN: "the article's pictures"}, (*loader).picturesOf),
		ownKey(key.Key{Name: "table", Type: key.Tables, Keys: describe(tableKeys()), Words: "表格", ZH: "文章里的表格", EN: "the article's tables"}, (*loader).tablesOf),
	}
})

// attachmentKeys are the keys of an attachment, which is an article without an
// author, a source and attachments of its own.
func attachmentKeys() []field[articleEntry] {
	type T = articleEntry
	return []field[T]{
		ownKey(key.Key{Name: "title", Type: key.Text, Filled: true, OneOf: "title", ByFile: wordEndings(), Words: "标题 名称", ZH: "附件的标题；.docx 可以不写", EN: "title of the attachment; a .docx need not have one here"}, (*loader).title),
		idKey(),
		ownKey(key.Key{Name: "file", Type: key.File, Slashes: true, Values: articleEndings(), Filled: true, OneOf: "text", Words: "文件 文件名", ZH: "附件的文件，和文章一样", EN: "the attachment's file, as that of an article"},
			keep(func(a *T) *given { return &a.file })),
		ownKey(key.Key{Name: "text", Type: key.Text, OneOf: "text", Words: "正文 内容 文字", ZH: "附件的正文，代替文件", EN: "the attachment's text, in place of a file"},
			keep(func(a *T) *given { return &a.text })),
		encodingKey("附件文件的编码", "encoding of the attachment's file", func(a *T) *string { return &a.encoding }),
		changesKey(),
		ownKey(key.Key{Name: "picture", Type: key.Tables, Keys: describe(pictureKeys()), Words: "图片 照片", ZH: "附件里的图片", EN: "the attachment's pictures"}, (*loader).picturesOf),
		ownKey(key.Key{Name: "table", Type: key.Tables, Keys: describe(tableKeys()), Words: "表格", ZH: "附件里的表格", EN: "the attachment's tables"}, (*loader).tablesOf),
	}
}

// pictureFileKeys returns the keys common to all pictures.
func pictureFileKeys[T any](at func(*T) *content.Picture) []field[T] {
	return []field[T]{
		pictureFileKey(key.Key{Required: true}, at),
		textKey(key.Key{Name: "alt", ZH: "替代文字：说明图片的内容，供读屏软件朗读；阅读和归档用的文件里，除装饰图外都要有", EN: "alternate text: what the picture shows; required for screen and archive files unless decorative"}, func(into *T) *content.Text { return &at(into).Alt }),
		boolKey(key.Key{Name: "decorative", Default: "false", ZH: "纯装饰的图片，不需要替代文字", EN: "the picture is decorative and needs no alternate text"}, func(into *T) *bool { return &at(into).Decorative }),
	}
}

// pictureFileKey returns the key of a picture's file.
func pictureFileKey[T any](k key.Key, at func(*T) *content.Picture) field[T] {
	k.Name, k.Type, k.Slashes, k.Filled, k.Words = "file", key.File, true, true, "文件 文件名"
	k.ZH, k.EN = "图片文件，JPEG、PNG、GIF、BMP、TIFF 或 WebP，放在清单所在的文件夹里面", "JPEG, PNG, GIF, BMP, TIFF or WebP file below the manifest's folder"
	return ownKey(k, func(l *loader, t *strict.Table, k *key.Key, into *T) { l.pictureFile(t, k, at(into)) })
}

var pictureKeys = sync.OnceValue(func() []field[pictureEntry] {
	type T = pictureEntry
	picture := func(p *T) *content.Picture { return &p.Picture }
	return slices.Concat([]field[T]{
		pictureFileKey(key.Key{OneOf: "file"}, picture),
		ownKey(key.Key{Name: "qr", Type: key.Address, Filled: true, OneOf: "file", Words: "二维码", ZH: "二维码的网址，代替文件", EN: "address of a QR code, in place of a file"}, (*loader).qrCode),
		ownKey(key.Key{Name: "of", Type: key.Int, Min: 1, Max: 10_000, OneOf: "file", Words: "第几幅", ZH: "文章是 .docx 时，文档里的第几幅图，代替文件：给它写替代文字、说明、署名、宽度和位置", EN: "ordinal of a picture of the article's .docx, in place of a file: gives it alternate text, caption, credit, width and place"}, (*loader).pictureOrdinal),
		boolKey(key.Key{Name: "skip", Default: "false", Needs: "of", Words: "不排", ZH: "不排文档里的这幅图", EN: "the picture of the document is left out"}, func(p *T) *bool { return &p.skip }),
	}, pictureFileKeys(picture)[1:], []field[T]{
		textKey(key.Key{Name: "caption", Words: "说明 图注", ZH: "图片说明", EN: "caption"}, func(p *T) *content.Text { return &p.caption }),
		textKey(key.Key{Name: "credit", Words: "摄影", ZH: "署名", EN: "photographer or source"}, func(p *T) *content.Text { return &p.Credit }),
		ownKey(key.Key{Name: "width", Type: key.Width, Words: "宽 宽度", ZH: "measure 行宽，half、third、quarter 半宽、三分之一、四分之一（两、三、四张可并排；分栏时是栏宽），page 版心宽（分栏时通栏），或长度；不写就按版式", EN: "measure; half, third or quarter (two, three or four stand side by side; in columns, the measure of one); page (across all columns); or a length; the theme decides if not given"}, (*loader).pictureWidth),
		ownKey(key.Key{Name: "crop", Type: key.Text, Needs: "file", Pattern: cropForm, Example: "4:3 20%", Words: "裁切 裁剪", ZH: `裁成一定的宽高比，如 "4:3"，原来的文件不变；后面可以写留哪里："4:3 0%" 留上边（左边），"4:3 100%" 留下边（右边），不写就留中间`, EN: `cuts the picture to a ratio of width to height, such as "4:3"; the file is unchanged. What is kept may follow: "4:3 0%" the top (or left), "4:3 100%" the bottom (or right); without it the middle`}, (*loader).pictureCrop),
		picturePlaceKey(),
		afterKey(func(p *T) *position { return &p.position }),
	})
})

var tableKeys = sync.OnceValue(func() []field[tableEntry] {
	type T = tableEntry
	return []field[T]{
		ownKey(key.Key{Name: "file", Type: key.File, Slashes: true, Values: tableEndings(), Filled: true, OneOf: "text", Words: "文件 文件名", ZH: "CSV 或 TSV 文件，放在清单所在的文件夹里面", EN: "CSV or TSV file below the manifest's folder"},
			keep(func(e *T) *given { return &e.file })),
		ownKey(key.Key{Name: "text", Type: key.Text, OneOf: "text", Words: "内容", ZH: "CSV 或 TSV，代替文件", EN: "CSV or TSV in place of a file"},
			keep(func(e *T) *given { return &e.text })),
		encodingKey("表格文件的编码", "encoding of the table's file", func(e *T) *string { return &e.encoding }),
		textKey(key.Key{Name: "caption", Words: "标题 表题", ZH: "表题：“表1 各县蓄水”，序号后面自动空一个字", EN: "caption: \"表1 各县蓄水\"; one em is put after the number"}, func(e *T) *content.Text { return &e.caption }),
		textKey(key.Key{Name: "unit", Words: "单位", ZH: "单位，排在表格右上角：“单位：万元”", EN: "unit, above the table at the right: \"单位：万元\""}, func(e *T) *content.Text { return &e.unit }),
		textsKey(key.Key{Name: "notes", Words: "表注", ZH: "表注，一段一个", EN: "notes below the table, one for each paragraph"}, func(e *T) *[]content.Text { return &e.notes }),
		ownKey(key.Key{Name: "head", Type: key.Int, Max: content.MaxCells, Unit: key.Rows, Default: "1", Words: "表头", ZH: "表头的行数", EN: "rows of the head"}, (*loader).tableHead),
		ownKey(key.Key{Name: "side", Type: key.Int, Max: content.MaxColumns, Unit: key.Columns, Default: "0", Words: "侧头", ZH: "左边作各行标目的栏数", EN: "columns at the left that are the heads of their rows"}, (*loader).tableSide),
		ownKey(key.Key{Name: "align", Type: key.Texts, Single: true, Values: tableAligns(), Words: "对齐", ZH: "各栏的对齐：左、中、右、小数点；空的自动", EN: "alignment of each column; figure: at the decimal sign; empty: automatic"}, (*loader).tableAlign),
		ownKey(key.Key{Name: "widths", Type: key.Lengths, Words: "栏宽", ZH: "各栏的宽度，如 \"4em\"；空的自动", EN: "width of each column, such as \"4em\"; empty: automatic"}, (*loader).tableWidths),
		enumKey(key.Key{Name: "rules", Values: []string{"three", "grid", "none"}, Words: "线 表线", ZH: "三线、全线、无线；不写就按版式", EN: "three rules, rules around each cell, or none; the theme decides if not given"}, func(e *T) *content.Text { return &e.Rules }),
		wordKey(key.Key{Name: "width", Values: []string{"measure", "page"}, Default: `"measure"`, Words: "宽 宽度", ZH: "measure：排在行宽（分栏时是栏宽）里；page：通栏", EN: "measure: within the measure, in columns that of one; page: across all columns"},
			func(e *T, word string) { e.Wide = word == "page" }),
		boolKey(key.Key{Name: "rotate", Default: "false", Words: "横排", ZH: "转 90°，单独排一页", EN: "turned by 90°, on a page of its own"}, func(e *T) *bool { return &e.Rotate }),
		placeKey(func(e *T) *content.Place { return &e.Place }),
		afterKey(func(e *T) *position { return &e.position }),
	}
})

// changesKey reads what is done with the tracked changes of a document of Word.
func changesKey() field[articleEntry] {
	k := key.Key{Name: "changes", Values: []string{"accept", "reject"}, Words: "修订",
		ZH: "文档里的修订和带删除线的文字：accept 接受，reject 拒绝；不写，有修订就是错误", EN: "tracked changes of a document, and text that is struck out: accept or reject them; without the key they are errors"}
	return wordKey(k, func(a *articleEntry, word string) {
		a.changes = map[string]docx.Changes{"accept": docx.Accept, "reject": docx.Reject}[word]
	})
}

// encodingKey reads the encoding of a file.
func encodingKey[T any](zh, en string, at func(*T) *string) field[T] {
	k := key.Key{Name: "encoding", Values: []string{"auto", "utf-8", "gb18030", "big5", "utf-16"}, Default: `"auto"`, Needs: "file", Words: "编码", ZH: zh, EN: en}
	f := wordKey(k, func(into *T, word string) { *at(into) = word })
	read := f.read
	f.read = func(l *loader, t *strict.Table, k *key.Key, into *T) {
		if v := t.Value(k.Name); v != nil && v.Kind() == strict.KindString {
			if s, _ := t.Str(k.Name); slices.Contains(chineseEncodings, strings.ToLower(s.Value)) {
				l.log.AddFix("bad-value", v.Span, diag.Fix{DidYouMean: "gb18030"}, dotted(t, k.Name), s.Value, k.Values)
				return
			}
		}
		read(l, t, k, into)
	}
	return f
}

// chineseEncodings are names by which editors and Windows call encodings that GB 18030
// contains.
var chineseEncodings = []string{"ansi", "gb", "gbk", "gb2312", "gb-2312", "gb-18030", "cp936", "windows-936", "936", "euc-cn"}
