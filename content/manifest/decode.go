package manifest

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// maxFit is the most pages that fit may ask for.
const maxFit = 1000

// schemaVersion is the one this program reads.
const schemaVersion = 1

func (l *loader) issue(t *strict.Table) *content.Issue {
	issue := &content.Issue{Source: t.Span().Source}
	if t.Require("schema") {
		if n, ok := t.Int("schema", -1<<62, 1<<62); ok && n != schemaVersion {
			l.log.Add("schema-version", t.ValueSpan("schema"), n, schemaVersion)
		}
	}
	t.Require("publication", "issue")
	if p := t.Sub("publication"); p != nil {
		l.publication(p, &issue.Publication)
	}
	if n := t.Sub("issue"); n != nil {
		l.number(n, &issue.Number)
	}
	if s := t.Sub("style"); s != nil {
		l.style(s, &issue.Style)
	}
	issue.Contents = content.Contents{Title: content.Text{Value: contentsTitle(issue.Publication.Lang)}, Show: true}
	if c := t.Sub("contents"); c != nil {
		l.contents(c, &issue.Contents)
	}
	if m := t.Sub("imprint"); m != nil {
		l.imprint(m, &issue.Imprint)
	}
	if c := t.Sub("check"); c != nil {
		issue.ProofOff = l.check(c)
	}
	if o := t.Sub("output"); o != nil {
		l.output(o, &issue.Output)
	}
	if p := t.Sub("print"); p != nil {
		l.print(p, &issue.Print)
	}
	if a := t.Sub("archive"); a != nil {
		l.archive(a, &issue.Archive)
	}
	sections := t.Subs("section")
	if v := t.Value("section"); v == nil || v.Kind() == strict.KindArray && len(v.Items()) == 0 {
		l.log.Add("no-sections", diag.Span{Source: issue.Source})
	}
	for _, s := range sections {
		issue.Sections = append(issue.Sections, l.section(s))
	}
	if l.articles > l.opt.MaxArticles {
		l.log.Add("too-many-articles", diag.Span{Source: issue.Source}, l.articles, l.opt.MaxArticles)
	}
	return issue
}

// contentsTitle is what a table of contents is called if the manifest does not
// say.
func contentsTitle(lang string) string {
	switch lang {
	case "zh-Hant", "zh-Hant-TW", "zh-Hant-HK":
		return "目　錄"
	case "ja":
		return "目　次"
	case "ko":
		return "차　례"
	}
	return "目　录"
}

// text asks for a string that is printed.
func (l *loader) text(t *strict.Table, key string) content.Text {
	s, ok := t.Str(key)
	if !ok {
		return content.Text{}
	}
	return l.printable(t, key, s)
}

// need asks for a string that must be there and not be blank.
func (l *loader) need(t *strict.Table, key string) content.Text {
	if !t.Require(key) {
		return content.Text{}
	}
	s, ok := t.Str(key)
	if ok && strings.TrimSpace(s.Value) == "" {
		l.log.Add("empty-value", t.ValueSpan(key), dotted(t, key))
	}
	return l.printable(t, key, s)
}

func dotted(t *strict.Table, key string) string {
	if t.Name() == "" {
		return key
	}
	return t.Name() + "." + key
}

// texts asks for a list of strings that are printed.
func (l *loader) texts(t *strict.Table, key string) []content.Text {
	var out []content.Text
	for _, s := range t.Strs(key) {
		out = append(out, l.printable(t, key, s))
	}
	return out
}

// printable reports characters that no text may have and returns the text
// without them, so that nobody after us reports them again. A line break is the
// editor's wish; an article may have tabs and form feeds, as a file may.
func (l *loader) printable(t *strict.Table, key string, s strict.String) content.Text {
	out, from := content.Text{Place: diag.Place{Source: s.Place.Source}}, 0
	keep := func(to int) {
		for _, step := range s.Place.Slice(from, to).Steps {
			out.Place.Steps = append(out.Place.Steps, diag.Step{Off: len(out.Value) + step.Off, Src: step.Src})
		}
		out.Value += s.Value[from:to]
	}
	for i, r := range s.Value {
		if r == '\n' || key == "text" && (r == '\t' || r == '\r' || r == '\f') {
			continue
		}
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			l.log.Add("bad-character", s.Place.At(i, i+1), dotted(t, key), int(r))
			if from < i {
				keep(i)
			}
			from = i + utf8.RuneLen(r)
		}
	}
	if from == 0 {
		return content.Text(s)
	}
	if from < len(s.Value) {
		keep(len(s.Value))
	}
	if len(out.Place.Steps) == 0 {
		out.Place = s.Place // of nothing
	}
	return out
}

func (l *loader) publication(t *strict.Table, p *content.Publication) {
	p.Title = l.need(t, "title")
	p.Issuer = l.texts(t, "issuer")
	if t.Has("permit") {
		p.Permit = l.need(t, "permit")
	} else {
		t.Value("permit")
	}
	p.Emblem = l.ornament(t, "emblem")
	p.Lang = "zh-Hans"
	if s, ok := t.Str("lang"); ok {
		lang, known := canonicalLang(s.Value)
		if !known {
			l.log.AddFix("bad-lang", t.ValueSpan("lang"),
				diag.Fix{DidYouMean: diag.Nearest(s.Value, languages())}, s.Value, languages())
		} else {
			p.Lang = lang
		}
	}
}

func languages() []string {
	return []string{"zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "ja", "ko"}
}

// canonicalLang maps a BCP 47 tag to one of the languages whose conventions we
// have: zh-CN is zh-Hans, zh-TW is zh-Hant-TW.
func canonicalLang(s string) (string, bool) {
	tag, err := language.Parse(strings.TrimSpace(s))
	if err != nil {
		return "", false
	}
	base, conf := tag.Base()
	if conf == language.No {
		return "", false
	}
	script, _ := tag.Script()
	_, _, region := tag.Raw()
	switch base.String() {
	case "ja", "ko":
		return base.String(), true
	case "zh":
	default:
		return "", false
	}
	switch {
	case script.String() == "Hans":
		return "zh-Hans", true
	case script.String() != "Hant":
		return "", false
	}
	switch region.String() {
	case "TW":
		return "zh-Hant-TW", true
	case "HK", "MO":
		return "zh-Hant-HK", true
	}
	return "zh-Hant", true
}

func (l *loader) number(t *strict.Table, n *content.Number) {
	if t.Require("year") {
		if y, ok := t.Int("year", 1, 9999); ok {
			n.Year = int(y)
		}
	}
	if t.Require("number") {
		n.Issue = l.numberText(t, "number")
		if strings.TrimSpace(n.Issue.Value) == "" && t.Value("number").Kind() == strict.KindString {
			l.log.Add("empty-value", t.ValueSpan("number"), dotted(t, "number"))
		}
	}
	n.Total = l.numberText(t, "total")
	if t.Require("date") {
		if y, m, d, ok := t.Date("date"); ok {
			n.Date = content.Date{Year: y, Month: m, Day: d}
		}
	}
	n.Label = l.text(t, "label")
	n.Cover = l.ornament(t, "cover-picture")
}

// numberText asks for a number that may be written as a string.
func (l *loader) numberText(t *strict.Table, key string) content.Text {
	v := t.Value(key)
	if v == nil || v.Kind() != strict.KindInt {
		return l.text(t, key)
	}
	n, ok := t.Int(key, 0, 999_999)
	if !ok {
		return content.Text{}
	}
	return content.Text{
		Value: strconv.FormatInt(n, 10),
		Place: diag.Place{Source: v.Span.Source, Steps: []diag.Step{{Off: 0, Src: v.Span.Start}}},
	}
}

func (l *loader) style(t *strict.Table, s *content.Style) {
	s.Theme = l.text(t, "theme")
	if v := t.Value("set"); v != nil {
		if set := t.Sub("set"); set != nil {
			for _, leaf := range set.Leaves() {
				s.Set = append(s.Set, content.Setting{Key: leaf.Key, Value: leaf.Value.Any(), Span: leaf.Value.Span})
			}
		}
	}
	fonts := t.Sub("fonts")
	if fonts == nil {
		return
	}
	for _, name := range fonts.Keys() {
		if f, ok := l.font(fonts, name); ok {
			s.Fonts = append(s.Fonts, f)
		}
	}
}

// font reads a font's table, or a string, which is its path.
func (l *loader) font(t *strict.Table, name string) (content.FontFile, bool) {
	f := content.FontFile{Name: name, Span: t.ValueSpan(name)}
	var file strict.String
	var ok bool
	if v := t.Value(name); v.Kind() == strict.KindString {
		file, ok = v.Str()
	} else {
		sub := t.Sub(name)
		if sub == nil || !sub.Require("path") {
			return f, false
		}
		file, ok = sub.Str("path")
		if n, has := sub.Int("index", 0, 1<<16); has {
			f.Index = int(n)
		}
		f.Span = sub.ValueSpan("path")
	}
	if !ok {
		return f, false
	}
	f.Path, ok = l.anywhere(file, f.Span, dotted(t, name))
	return f, ok
}

func (l *loader) contents(t *strict.Table, c *content.Contents) {
	if t.Has("title") {
		c.Title = l.text(t, "title")
	}
	if show, ok := t.Bool("show"); ok {
		c.Show = show
	}
	t.Value("title")
}

func (l *loader) imprint(t *strict.Table, m *content.Imprint) {
	m.Lines = l.texts(t, "lines")
	m.Report = l.texts(t, "report")
	m.Send = l.texts(t, "send")
	m.Distribute = l.texts(t, "distribute")
	if n, ok := t.Int("copies", 1, 10_000_000); ok {
		m.Copies = int(n)
	}
}

// check reads which of the proofreader's warnings are turned off.
func (l *loader) check(t *strict.Table) []diag.Code {
	known := diag.ProofCodes()
	names := make([]string, len(known))
	for i, c := range known {
		names[i] = string(c)
	}
	var off []diag.Code
	for _, s := range t.Strs("off") {
		if !slices.Contains(names, s.Value) {
			l.log.AddFix("unknown-check", s.Place.At(0, len(s.Value)), diag.Fix{DidYouMean: diag.Nearest(s.Value, names)}, s.Value)
			continue
		}
		off = append(off, diag.Code(s.Value))
	}
	return off
}

func (l *loader) section(t *strict.Table) content.Section {
	s := content.Section{Title: l.need(t, "title")}
	articles := t.Subs("article")
	if len(articles) == 0 && (!t.Has("article") || t.Value("article").Kind() == strict.KindArray) {
		l.log.Add("empty-section", t.Span(), s.Title.Value)
	}
	for _, a := range articles {
		if l.articles++; l.articles > l.opt.MaxArticles {
			a.Leaves() // one finding is enough
			continue
		}
		s.Articles = append(s.Articles, l.article(a))
	}
	return s
}

func (l *loader) article(t *strict.Table) content.Article {
	a := content.Article{Span: t.Span(), Title: l.need(t, "title")}
	a.ContentsTitle = l.text(t, "contents-title")
	a.Author = l.text(t, "author")
	a.Source = l.text(t, "source")
	l.fixedNumber(a.Title)
	l.fixedNumber(a.ContentsTitle)
	if word, ok := t.Enum("start", "page", "continue", "recto"); ok {
		switch word {
		case "continue":
			a.Start = content.StartContinue
		case "recto":
			a.Start = content.StartRecto
		}
	}
	if n, ok := t.Int("fit", -1<<62, 1<<62); ok {
		if n < 0 || n > maxFit {
			l.log.Add("fit-range", t.ValueSpan("fit"), n, maxFit)
		} else {
			a.Fit = int(n)
		}
	}
	encoding, hasEncoding := t.Enum("encoding", "auto", "utf-8", "gb18030", "big5", "utf-16")
	if !hasEncoding {
		encoding = "auto"
	}
	file, hasFile := t.Str("file")
	text, hasText := t.Str("text")
	switch {
	case t.Has("file") && t.Has("text"):
		l.log.Add("file-and-text", t.KeySpan("text"))
	case !t.Has("file") && !t.Has("text"):
		l.log.Add("no-text", t.Span())
	case hasFile:
		l.file(t, &a, file, encoding)
	case hasText:
		if t.Has("encoding") {
			l.log.Add("encoding-of-text", t.KeySpan("encoding"))
		}
		printed := l.printable(t, "text", text)
		a.Body = l.plainText(printed.Value, printed.Place)
		if len(a.Body) == 0 && len(t.Subs("picture")) == 0 {
			l.log.Add("empty-article", t.ValueSpan("text"), a.Title.Value)
		}
	}
	a.Body = l.pictures(t, a.Body)
	return a
}

var typedNumber = pattern.New(`(?:[.…·．⋯]{2,}[\s　]*|[\t　]+| {2,})[0-9０-９]{1,4}[\s　]*$|[\s　]*[（(]第?[0-9０-９]{1,4}页[）)][\s　]*$|^[0-9０-９]{1,3}[.．、][\s　]*`)

// fixedNumber warns about page and entry numbers typed into a title: those of
// the contents are made from the composed pages.
func (l *loader) fixedNumber(t content.Text) {
	if m := typedNumber().FindStringIndex(t.Value); m != nil {
		l.log.Add("fixed-number", t.Place.At(m[0], m[1]), strings.TrimSpace(t.Value[m[0]:m[1]]))
	}
}

// file reads an article file.
func (l *loader) file(t *strict.Table, a *content.Article, name strict.String, encoding string) {
	at := t.ValueSpan("file")
	if strings.TrimSpace(name.Value) == "" {
		l.log.Add("empty-value", at, "file")
		return
	}
	clean, ok := cleanPath("", name.Value, at, l.log)
	if !ok {
		return
	}
	ext := strings.ToLower(path.Ext(clean))
	if kind, known := documentByExtension(ext); known {
		l.log.Add("file-format", at, name.Value, kind)
		return
	}
	if ext != ".txt" && ext != ".md" && ext != ".markdown" && ext != ".text" {
		l.log.AddFix("file-extension", at, diag.Fix{}, name.Value)
		return
	}
	raw, err := l.files.Read(clean, l.opt.MaxArticleSize)
	if err != nil {
		reportUnreadable(err, at, name.Value, l.opt.MaxArticleSize, l.log, l.files.List)
		return
	}
	if kind, known := documentByMagic(raw); known {
		l.log.Add("file-format", at, name.Value, kind)
		return
	}
	shown := path.Join(filepath.ToSlash(filepath.Dir(l.path)), clean)
	src, ok := decodeText(shown, raw, encoding, l.log)
	a.File = src
	if !ok {
		return
	}
	if ext == ".md" || ext == ".markdown" {
		a.Body, ok = l.markdown(src, path.Dir(clean))
	} else {
		a.Body = l.plainText(string(src.Data), whole(src))
	}
	if len(a.Body) == 0 && ok && len(t.Subs("picture")) == 0 {
		l.log.Add("empty-article", at, a.Title.Value)
	}
}

func whole(src *diag.Source) diag.Place {
	return diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: 0}}}
}
