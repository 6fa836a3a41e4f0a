package desk

import (
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// The tables of a manifest that hold what belongs to an article.
const (
	sectionTable    = "section"
	pictureTable    = "section.article.picture"
	tableTable      = "section.article.table"
	attachmentTable = "section.article.attachments"
)

// writtenTable stands for the pictures that a text in Markdown has.
const writtenTable = "markdown"

// itemInfo is a picture, a table or an attachment of an article, or its section, in a form.
type itemInfo struct {
	Table  string      `json:"table"`           // of the manifest; markdown: a picture of a text
	N      int         `json:"n"`               // index among the article's tables of this name, or the pictures of the text
	Kind   string      `json:"kind"`            // picture, qr, table, attachment or section
	File   string      `json:"file,omitempty"`  // the text that has it
	Text   string      `json:"text,omitempty"`  // how it is written there
	Photo  string      `json:"photo,omitempty"` // its picture file below the folder
	Opens  string      `json:"opens,omitempty"` // its file, which is edited as a text
	Fixed  bool        `json:"fixed,omitempty"` // it cannot be taken away
	Fields []fieldInfo `json:"fields"`
	Items  []itemInfo  `json:"items,omitempty"` // pictures and tables of an attachment
}

// all returns the items of a form, with those of attachments and the section.
func (f *formInfo) all() iter.Seq[*itemInfo] {
	return func(yield func(*itemInfo) bool) {
		for i := range f.Items {
			item := &f.Items[i]
			if !yield(item) {
				return
			}
			for k := range item.Items {
				if !yield(&item.Items[k]) {
					return
				}
			}
		}
		if f.Section != nil {
			yield(f.Section)
		}
	}
}

// articleForm returns the form of an article of a manifest.
func articleForm(text string, n int, lang diag.Lang) formInfo {
	info := formInfo{Article: n, File: manifestName, Fields: []fieldInfo{}, Items: []itemInfo{}}
	sections, articles := layOut(text)
	if n < 0 || n >= len(articles) {
		return info
	}
	a := &articles[n]
	info.Of = articleID(a.file(text), n)
	for _, f := range edition.FieldsOf("section.article") {
		if f.Key != "text" { // edited on its own
			info.Fields = append(info.Fields, fieldIn(&a.table, text, &f, lang))
		}
	}
	section := newItem(&sections[a.in].table, text, a.in, lang)
	section.Fixed = len(sections) == 1
	info.Section = &section
	counts := map[string]int{}
	for _, t := range tables(text) {
		if t.header < a.start || t.header >= a.end || !t.array || !isItem(t.name) {
			continue
		}
		item := newItem(&t, text, counts[t.name], lang)
		counts[t.name]++
		if last := len(info.Items) - 1; strings.HasPrefix(t.name, attachmentTable+".") && last >= 0 {
			info.Items[last].Items = append(info.Items[last].Items, item)
			continue
		}
		info.Items = append(info.Items, item)
	}
	return info
}

// isItem reports whether a table is one that belongs to an article.
func isItem(name string) bool {
	switch name {
	case pictureTable, tableTable, attachmentTable, attachmentTable + ".picture", attachmentTable + ".table":
		return true
	}
	return false
}

// newItem returns an item with its fields.
func newItem(t *table, text string, n int, lang diag.Lang) itemInfo {
	item := itemInfo{Table: t.name, N: n, Fields: []fieldInfo{}, Kind: strings.TrimSuffix(t.name[strings.LastIndexByte(t.name, '.')+1:], "s")}
	for _, f := range edition.FieldsOf(t.name) {
		item.Fields = append(item.Fields, fieldIn(t, text, &f, lang))
	}
	switch {
	case item.Kind == "picture" && t.str(text, "qr") != "":
		item.Kind = "qr"
	case item.Kind == "picture":
		item.Photo = t.file(text)
	default:
		item.Opens = t.file(text)
	}
	return item
}

// file returns the clean name of a table's file; empty: it has none.
func (t *table) file(text string) string {
	name := t.str(text, "file")
	if name == "" {
		return ""
	}
	return path.Clean(name)
}

// belonging is what belongs to an article besides its text.
type belonging struct {
	files    []string // of its tables and attachments
	braced   []string // of attachments that are written in braces, which have no tables
	from, to int      // bytes of its tables in the manifest
}

// belongings returns what belongs to each article of a manifest.
func belongings(text string) (list []belonging) {
	for _, t := range tables(text) {
		n := len(list) - 1
		switch {
		case t.array && t.name == "section.article":
			list = append(list, belonging{from: t.start, to: t.end})
		case n >= 0 && isItem(t.name):
			list[n].to = t.end
			if file := t.file(text); file != "" && path.Ext(t.name) != ".picture" {
				list[n].files = append(list[n].files, file)
			}
		}
	}
	return list
}

// addBraced adds the attachments that have no tables of their own, by the arrangement of
// the issue; nothing belongs to articles that are written in braces themselves.
func addBraced(list []belonging, all []edition.Arranged) []belonging {
	n := -1
	for i := range all {
		switch a := &all[i]; {
		case !a.Attached:
			n++
		case n >= 0 && n < len(list) && a.File != "" && !slices.Contains(list[n].files, a.File):
			list[n].files, list[n].braced = append(list[n].files, a.File), append(list[n].braced, a.File)
		}
	}
	if n+1 != len(list) {
		return nil
	}
	return list
}

// itemsOf returns the tables of an article that have a name.
func itemsOf(text string, a *articleTables, name string) []table {
	var list []table
	for _, t := range tables(text) {
		if t.name == name && t.array && t.header >= a.start && t.header < a.end {
			list = append(list, t)
		}
	}
	return list
}

// withoutItem returns a manifest without an item, and without what belongs to that.
func withoutItem(text string, item *table) string {
	end := item.end
	for _, t := range tables(text) {
		if t.start == end && strings.HasPrefix(t.name, item.name+".") {
			end = t.end
		}
	}
	return text[:item.start] + text[end:]
}

// withItem returns a manifest in which an article has a further table, of keys and values.
func withItem(text string, a *articleTables, name string, pairs ...string) string {
	ending := endingAt([]byte(text), len(text))
	block := "[[" + name + "]]" + ending
	for i := 0; i+1 < len(pairs); i += 2 {
		block += pairs[i] + " = " + strings.ReplaceAll(pairs[i+1], "\n", ending) + ending
	}
	return text[:a.end] + separated(text[:a.end], block, text[a.end:]) + text[a.end:]
}

// addItem adds a table, the picture of a QR code or an attachment to an article.
func (w *work) addItem(q *request) (result, error) {
	title := strings.TrimSpace(q.Title)
	if title == "" && q.Table != tableTable {
		return result{}, errWrong
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	t, body, err := w.countedManifest()
	if err != nil {
		return result{}, err
	}
	a, err := q.tables(body)
	if err != nil {
		return result{}, err
	}
	var changes []fileChange
	switch q.Table {
	case tableTable:
		body = withItem(body, a, tableTable, "text", "\"\"\"\n"+inLanguage("项目,数量\n示例,1\n", "Item,Number\nexample,1\n", w.options.Lang)+"\"\"\"")
	case pictureTable:
		body = withItem(body, a, pictureTable, "qr", quote(title))
	case attachmentTable:
		name := w.free("articles", title, ".md")
		changes = append(changes, textChange(name, nil, []byte(title+"\n")))
		body = withItem(body, a, attachmentTable, "title", quote(title), "file", quote(name))
	default:
		return result{}, errWrong
	}
	return w.step("add-item", append(changes, textChange(manifestName, t.raw, t.with(body)))...)
}

// removeAttachment takes an attachment out of the manifest; its file goes to the
// wastebasket if nothing else has it.
func (w *work) removeAttachment(q *request) (result, error) {
	return w.without(func(before string) (string, []table, error) {
		t, err := q.find(before)
		if err != nil {
			return "", nil, err
		}
		return withoutItem(before, t), []table{*t}, nil
	})
}

// addWritten adds to the form of an article what its tables do not have: attachments in
// braces, and the pictures of its text in Markdown and of those of its attachments.
func (w *work) addWritten(info *formInfo, lang diag.Lang) {
	if now := w.state(); now != nil && info.Article < len(now.others) {
		for _, file := range now.others[info.Article].braced {
			info.Items = append(info.Items, itemInfo{Table: attachmentTable, N: -1, Kind: "attachment", Opens: file, Fixed: true, Fields: []fieldInfo{}})
		}
	}
	for i := range info.Items {
		item := &info.Items[i]
		if item.Table == attachmentTable {
			item.Items = append(w.written(item.Opens, lang), item.Items...)
		}
	}
	info.Items = slices.Insert(info.Items, 0, w.written(info.Of, lang)...)
}

// written returns the pictures of a text in Markdown.
func (w *work) written(name string, lang diag.Lang) (list []itemInfo) {
	if !isMarkdown(name) {
		return nil
	}
	text, err := w.textIn(name)
	if err != nil || !utf8.ValidString(text) {
		return nil
	}
	fields := map[string]*edition.Field{}
	for _, f := range edition.FieldsOf(pictureTable) {
		fields[f.Key] = &f
	}
	for n, p := range edition.WrittenPictures(name, text) {
		item := itemInfo{Table: writtenTable, N: n, Kind: "picture", File: name, Text: text[p.From:p.To], Fixed: p.Elsewhere}
		add := func(key, of, value string) {
			f := describeField(fields[of], lang)
			f.Path, f.Table, f.Key, f.Value, f.Set = writtenTable+"."+key, writtenTable, key, value, true
			item.Fields = append(item.Fields, f)
		}
		address, code := strings.CutPrefix(p.File, "qr:")
		if code {
			item.Kind = "qr"
		} else if local, err := url.PathUnescape(p.File); err == nil {
			item.Photo = path.Join(path.Dir(name), local)
		}
		add("alt", "alt", p.Alt)
		if !p.Elsewhere {
			add("caption", "caption", p.Caption)
			add("credit", "credit", p.Credit)
			if code {
				add("file", "qr", address)
			} else {
				add("file", "file", p.File)
			}
		}
		list = append(list, item)
	}
	return list
}

// isMarkdown reports whether a file is read as Markdown.
func isMarkdown(name string) bool {
	return slices.Contains([]string{".md", ".markdown"}, strings.ToLower(path.Ext(name)))
}

// setWritten changes what a text in Markdown says of a picture, or takes the picture away.
func (w *work) setWritten(q *request) (result, error) {
	name := path.Clean(q.File)
	if !isMarkdown(name) {
		return result{}, errWrong
	}
	return w.rewrite("set", name, func(text string) (string, error) {
		list := edition.WrittenPictures(name, text)
		if q.Picture < 0 || q.Picture >= len(list) || text[list[q.Picture].From:list[q.Picture].To] != q.Text {
			return "", errLater
		}
		var next string
		var ok bool
		if q.Action == "remove-item" {
			next, ok = edition.WithoutWrittenPicture(name, text, q.Picture)
		} else {
			value := q.Value
			if q.Key == "file" && strings.HasPrefix(list[q.Picture].File, "qr:") {
				value = "qr:" + value
			}
			next, ok = edition.SetWrittenPicture(name, text, q.Picture, q.Key, value)
		}
		if !ok {
			return "", errNotWritten
		}
		return next, nil
	})
}
