package manifest

import (
	"errors"
	"io/fs"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"jianbao/content"
	"jianbao/content/charset"
	"jianbao/content/diag"
	"jianbao/content/docx"
	"jianbao/content/key"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// schemaVersion is the schema version that this program reads.
const schemaVersion = 1

// issue reads the manifest. The initial value of the result holds the defaults.
func (l *loader) issue(t *strict.Table) *content.Issue {
	issue := &content.Issue{
		Source:      t.Span().Source,
		Parts:       l.parts,
		Shared:      l.shared,
		Publication: content.Publication{Lang: "zh-Hans"},
		Contents:    content.Contents{Show: true},
		Archive:     content.Archive{Pictures: true},
	}
	for _, name := range []string{"style", "contents"} { // from which much is made
		if sub := t.Peek(name); sub != nil {
			l.divide(sub)
		}
	}
	read(l, t, issueKeys(), issue)
	l.styleFiles(&issue.Style)
	l.year(issue)
	l.checkDocument(issue)
	if issue.Contents.Title.Place.Source == nil { // absent; an empty string is not
		issue.Contents.Title.Value = contentsTitle(issue.Publication.Lang)
	}
	if l.articles > l.opt.MaxArticles {
		l.log.Add("too-many-articles", diag.Span{Source: issue.Source}, l.articles, l.opt.MaxArticles)
	}
	return issue
}

func (l *loader) schema(t *strict.Table, k *key.Key, _ *content.Issue) {
	if n, ok := t.Int(k.Name, math.MinInt64, math.MaxInt64); ok && n != schemaVersion {
		l.log.Add("schema-version", t.ValueSpan(k.Name), n, schemaVersion)
	}
}

// contentsTitle returns the default title of the table of contents.
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

// printable reports characters that are not allowed in texts and returns the
// text without them, so that later stages do not report them again. A line
// break is a forced break; article texts may contain tabs and form feeds, as
// article files may.
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
		if unicode.IsControl(r) || r == unicode.ReplacementChar || charset.IsLineEnd(r) {
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
		out.Place = s.Place // of an empty text
	}
	return out
}

func (l *loader) lang(t *strict.Table, k *key.Key, p *content.Publication) {
	s, ok := t.Str(k.Name)
	if !ok {
		return
	}
	if lang, known := canonicalLang(s.Value); known {
		p.Lang = lang
		return
	}
	l.log.AddFix("bad-lang", t.ValueSpan(k.Name), diag.Fix{DidYouMean: diag.Nearest(s.Value, k.Values)}, s.Value, k.Values)
}

func languages() []string {
	return []string{"zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "ja", "ko"}
}

// canonicalLang maps a BCP 47 tag to one of the supported languages: zh-CN is
// zh-Hans, zh-TW is zh-Hant-TW.
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

func (l *loader) settings(t *strict.Table, k *key.Key, s *content.Style) {
	if set := t.Sub(k.Name); set != nil {
		for _, leaf := range set.Leaves() {
			own := content.Setting{Key: leaf.Key, Value: leaf.Value.Any(), Span: leaf.Value.Span, Name: leaf.Value.Key, Dir: l.dir}
			if l.isShared(own.Span) {
				own.Dir = l.shared.Folder
			}
			s.Set = append(s.Set, own)
		}
	}
}

// fontEntry is a font of the manifest, which may be unusable.
type fontEntry struct {
	content.FontFile
	usable bool
}

// fonts reads the table of fonts, which may have any keys.
func (l *loader) fonts(t *strict.Table, k *key.Key, s *content.Style) {
	fonts := t.Sub(k.Name)
	if fonts == nil {
		return
	}
	for _, name := range fonts.Keys() {
		font := k.Keys[0] // of any name
		font.Name = name
		if f := l.font(fonts, &font); f.usable {
			s.Fonts = append(s.Fonts, f.FontFile)
		}
	}
}

// font reads a font given as a table or as a string with its path.
func (l *loader) font(t *strict.Table, k *key.Key) fontEntry {
	f := fontEntry{FontFile: content.FontFile{Name: k.Name, Key: t.KeySpan(k.Name)}}
	if file, ok := t.Value(k.Name).Str(); ok {
		f.Span = t.ValueSpan(k.Name)
		f.Path, f.usable = l.anywhere(file, f.Span, dotted(t, k.Name))
	} else if sub := t.Sub(k.Name); sub != nil {
		read(l, sub, fontKeys(), &f)
	}
	return f
}

func (l *loader) fontPath(t *strict.Table, k *key.Key, f *fontEntry) {
	if file, ok := t.Str(k.Name); ok {
		f.Span = t.ValueSpan(k.Name)
		f.Path, f.usable = l.anywhere(file, f.Span, t.Name())
	}
}

// checksOff reads the codes of disabled proofreading warnings.
func (l *loader) checksOff(t *strict.Table, k *key.Key, off *[]diag.Code) {
	for _, s := range t.Strs(k.Name) {
		if !slices.Contains(k.Values, s.Value) {
			l.log.AddFix("unknown-check", s.Place.At(0, len(s.Value)), diag.Fix{DidYouMean: diag.Nearest(s.Value, k.Values)}, s.Value)
			continue
		}
		*off = append(*off, diag.Code(s.Value))
	}
}

func (l *loader) sections(t *strict.Table, k *key.Key, issue *content.Issue) {
	if l.noFiles { // of publication.toml, where they are an error that is reported
		t.Value(k.Name)
		return
	}
	l.joinLines, l.linkRemote, l.date = issue.Copy.JoinLines, issue.Copy.LinkRemote, issue.Number.Date
	l.beginArticles()
	sections := t.Subs(k.Name)
	if v := t.Value(k.Name); v == nil || v.Kind() == strict.KindArray && len(v.Items()) == 0 {
		l.log.Add("no-sections", diag.Span{Source: issue.Source})
	}
	for _, sub := range sections {
		var s content.Section
		l.divide(sub, "article")
		read(l, sub, sectionKeys(), &s)
		issue.Sections = append(issue.Sections, s)
	}
}

func (l *loader) articlesOf(t *strict.Table, k *key.Key, s *content.Section) {
	articles := t.Subs(k.Name)
	if v := t.Value(k.Name); len(articles) == 0 && (v == nil || v.Kind() == strict.KindArray) {
		l.log.Add("empty-section", t.Span(), s.Title.Value)
	}
	for _, sub := range articles {
		if l.articles++; l.articles > l.opt.MaxArticles || l.opt.Context != nil && l.opt.Context.Err() != nil {
			sub.Leaves() // no further findings for the table
			continue
		}
		s.Articles = append(s.Articles, l.entry(sub)...)
	}
}

// readEntry reads an article and its attachments.
func (l *loader) readEntry(t *strict.Table) []content.Article {
	a := articleEntry{Article: content.Article{Span: t.Span()}, encoding: charset.Auto}
	read(l, t, articleKeys(), &a)
	l.part(&a.Article)
	l.defined = append(l.defined, a.Article)
	return l.withAttachments(t, &a)
}

// articleEntry is an article's entry in the manifest, whose text has not been
// read yet.
type articleEntry struct {
	content.Article
	file, text  given
	encoding    string
	changes     docx.Changes
	word        *docx.Document            // that the file is; nil: it is text
	styled      map[*content.Heading]bool // headings of word by style or outline level
	pictures    []pictureEntry            // of the document that the file is
	titleLevel  int                       // of the title that was taken from it, if that was a heading
	floats      []float                   // pictures and tables
	attachments []attachmentEntry
}

// alone reports whether the article has neither pictures nor tables from the manifest.
func (a *articleEntry) alone() bool { return len(a.floats) == 0 }

// given is an unchecked value of the manifest.
type given struct {
	value *strict.Value // of any type; nil if there is none
	text  strict.String
	ok    bool // it is a string
}

// keep stores a value for later checks.
func keep[T any](at func(*T) *given) func(*loader, *strict.Table, *key.Key, *T) {
	return func(_ *loader, t *strict.Table, k *key.Key, into *T) {
		g := at(into)
		g.value = t.Value(k.Name)
		g.text, g.ok = t.Str(k.Name)
	}
}

// article reads the text of an article and inserts its pictures and tables.
func (l *loader) article(t *strict.Table, a *articleEntry) content.Article {
	l.fixedNumber(a.Title)
	l.fixedNumber(a.ContentsTitle)
	switch {
	case a.file.value != nil && a.text.value != nil:
		l.log.Add("file-and-text", a.text.value.Key)
	case a.file.value == nil && a.text.value == nil:
		l.log.Add("no-text", t.Span())
	case a.file.ok:
		l.file(t, a)
	case a.text.ok:
		l.text(t, a)
	}
	l.tabbedRows(a.Body)
	l.blankColumns(a.Body)
	body := l.place(a.Body, a.floats)
	title := firstHeading(body)
	notes := content.CalledNotes(body)
	if a.word != nil {
		a.Body = l.withoutFront(body, a)
	} else {
		a.Body = l.withoutRepeated(body, &a.Article)
	}
	l.lostNotes(notes, a.Body, a.word != nil)
	if a.Markdown {
		l.titleCalls(&a.Article)
		repeated := 0 // level of the title, if it was a heading
		if title != nil && firstHeading(a.Body) != title {
			repeated = title.Level
		}
		a.Body = separating(a.Body)
		if !a.OwnNumbers {
			headingLevels(a.Body, repeated)
		}
	}
	return a.Article
}

// text reads an article's text from the manifest.
func (l *loader) text(t *strict.Table, a *articleEntry) {
	if t.Has("encoding") {
		l.log.Add("encoding-of-text", t.KeySpan("encoding"))
	}
	l.noDocument(t, a)
	l.nameOfFile(&a.text, articleEndings())
	printed := l.printable(t, "text", a.text.text)
	a.Body = l.plainText(printed.Value, printed.Place)
	if len(a.Body) == 0 && a.alone() {
		l.log.Add("empty-article", a.text.value.Span, a.Title.Value)
	}
}

// nameOfFile warns of a text that is the name of a file: file was meant, and the name would
// be printed.
func (l *loader) nameOfFile(text *given, endings []string) {
	name := strings.TrimSpace(text.text.Value)
	ending := strings.ToLower(path.Ext(name))
	if !strings.ContainsAny(name, "\n，。；：、？！") && slices.Contains(endings, ending) && len(name) > len(ending) {
		l.log.Add("text-names-file", text.value.Span, name)
	}
}

func (l *loader) fit(t *strict.Table, k *key.Key, a *articleEntry) {
	n, ok := t.Int(k.Name, math.MinInt64, math.MaxInt64)
	switch {
	case !ok:
	case n < int64(k.Min) || n > int64(k.Max):
		l.log.Add("fit-range", t.ValueSpan(k.Name), n, k.Max)
	default:
		a.Fit = int(n)
	}
}

var typedNumber = pattern.New(`(?:[.…·．⋯]{2,}[\s　]*|[\t　]+| {2,})[0-9０-９]{1,4}[\s　]*$|[\s　]*[（(]第?[0-9０-９]{1,4}页[）)][\s　]*$|^[0-9０-９]{1,3}[.．、][\s　]*`)

// sectionNumber is the number of a section of a book, such as 3.2 or 2.1.4.
// 1.10月 is an entry with a date.
var sectionNumber = pattern.New(`^[0-9]{1,3}(?:[.．][0-9]{1,2})+(?:[\s　]|[^0-9.．年月日])`)

// fixedNumber warns about page and entry numbers in a title: the contents are
// generated from the composed pages.
func (l *loader) fixedNumber(t content.Text) {
	if !numberAtEdge(t.Value) {
		return // most titles
	}
	if m := typedNumber().FindStringIndex(t.Value); m != nil && !(m[0] == 0 && sectionNumber().MatchString(t.Value)) {
		l.log.Add("fixed-number", t.Place.At(m[0], m[1]), strings.TrimSpace(t.Value[m[0]:m[1]]))
	}
}

// numberAtEdge reports whether a text begins with a digit, or ends with one or with a
// bracket: every match of typedNumber does.
func numberAtEdge(s string) bool {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \t\n\f\r\u3000"))
	return isDigit(first) || isDigit(last) || last == ')' || last == '）'
}

// articleEndings returns the extensions of article files, which are not
// case-sensitive.
func articleEndings() []string {
	return append([]string{".txt", ".md", ".markdown", ".text"}, wordEndings()...)
}

// wordEndings returns the extensions of documents of Word and WPS that are read.
func wordEndings() []string { return []string{".docx", ".docm", ".dotx", ".dotm"} }

// file reads an article's file.
func (l *loader) file(t *strict.Table, a *articleEntry) {
	f := copyFile{kind: KindArticle, given: a.file, encoding: a.encoding, endings: articleEndings(), format: "file-format", extension: "file-extension"}
	raw, ok := l.copyBytes(&f)
	if !ok {
		return
	}
	switch {
	case f.otherOffice():
		docx.ReportKind(raw, a.file.value.Span, a.file.text.Value, l.log)
		return
	case f.isWord(raw):
		l.word(t, a, &f, raw)
		return
	}
	l.noDocument(t, a)
	ok = l.decodeCopy(&f, raw)
	if a.File = f.src; !ok {
		return
	}
	if f.ending == ".md" || f.ending == ".markdown" {
		a.Markdown = true
		a.Body, ok = l.markdown(f.src, path.Dir(f.name))
	} else {
		a.Body = l.plainText(string(f.src.Data), whole(f.src))
	}
	if len(a.Body) == 0 && ok && a.alone() {
		l.log.Add("empty-article", a.file.value.Span, a.Title.Value)
	}
}

// copyFile is a file with text of the issue, given by a path.
type copyFile struct {
	kind      Kind
	given     given
	encoding  string
	endings   []string
	format    diag.Code // of the error about documents of other programs
	extension diag.Code // of the error about other endings

	name   string // relative to the manifest's folder
	ending string // in lower case
	src    *diag.Source
}

// copyFile reads a file; ok is false if it cannot be used, which is an error.
func (l *loader) copyFile(f *copyFile) (ok bool) {
	raw, ok := l.copyBytes(f)
	return ok && l.decodeCopy(f, raw)
}

// copyBytes reads the bytes of a file.
func (l *loader) copyBytes(f *copyFile) (raw []byte, ok bool) {
	at, name := f.given.value.Span, f.given.text.Value
	if strings.TrimSpace(name) == "" {
		l.log.Add("empty-value", at, "file")
		return nil, false
	}
	if f.name, ok = cleanPath("", name, at, l.log); !ok {
		return nil, false
	}
	f.ending = strings.ToLower(path.Ext(f.name))
	if !slices.Contains(f.endings, f.ending) && !f.byContent() && l.otherThere(f) {
		return nil, false
	}
	if kind, known := documentByExtension(f.ending); known && !f.byContent() {
		l.log.Add(f.format, at, name, kind)
		return nil, false
	}
	if !slices.Contains(f.endings, f.ending) && !f.byContent() {
		l.log.AddFix(f.extension, at, diag.Fix{}, name)
		return nil, false
	}
	raw, err := l.from.Read(f.kind, l.below(f.name), l.opt.MaxArticleSize)
	if kind, known := documentByExtension(f.ending); known && f.otherOffice() && errors.Is(err, fs.ErrNotExist) {
		if !l.otherThere(f) {
			l.log.Add(f.format, at, name, kind) // no name would be right
		}
		return nil, false
	}
	if err != nil {
		reportUnreadable(err, at, name, l.opt.MaxArticleSize, l.log, nearby{
			list:      l.list,
			elsewhere: func(base string) string { return findBelow(base, f.endings, l.list) },
		})
		return nil, false
	}
	return raw, true
}

// otherThere reports a name with the ending of no file of the kind, if it is that of a
// folder, or if there is no such file but one that can be used and was probably meant.
func (l *loader) otherThere(f *copyFile) bool {
	at, name := f.given.value.Span, f.given.text.Value
	if len(l.list(f.name)) > 0 {
		l.log.Add("file-not-regular", at, name, modeTerm(fs.ModeDir))
		return true
	}
	folder, base := splitPath(f.name)
	if slices.Contains(l.list(folder), base) {
		return false
	}
	mean := similarFile(f.name, l.list)
	if mean == "" {
		mean = findBelow(base, f.endings, l.list)
	}
	if !slices.Contains(f.endings, strings.ToLower(path.Ext(mean))) {
		return false
	}
	l.log.AddFix("file-missing", at, diag.Fix{DidYouMean: mean}, name)
	return true
}

// decodeCopy decodes the bytes of a file of text.
func (l *loader) decodeCopy(f *copyFile, raw []byte) (ok bool) {
	if kind, known := documentByMagic(raw); known {
		l.log.Add(f.format, f.given.value.Span, f.given.text.Value, kind)
		return false
	}
	encoding := f.encoding
	if isUTF8(l.from, l.below(f.name)) {
		encoding = "utf-8"
	}
	f.src, ok = charset.Decode(path.Join(filepath.ToSlash(l.dir), f.name), raw, encoding, l.log)
	return ok
}

func whole(src *diag.Source) diag.Place {
	return diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: 0}}}
}
