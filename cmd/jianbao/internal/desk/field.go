package desk

import (
	"encoding/json"
	"net/http"
	"path"
	"strconv"
	"strings"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// fieldInfo is a field of a form.
type fieldInfo struct {
	Path   string   `json:"path"` // issue.number
	Table  string   `json:"table"`
	Key    string   `json:"key"`
	Type   string   `json:"type"`
	Values []string `json:"values,omitempty"`
	Needed bool     `json:"needed,omitempty"`
	Given  string   `json:"given,omitempty"`
	About  string   `json:"about"`
	Value  string   `json:"value"` // of a list, an item a line
	Set    bool     `json:"set,omitempty"`
	From   int      `json:"a"` // bytes of the value in the manifest
	To     int      `json:"b"`

	Applies string `json:"applies,omitempty"` // value that applies where this file has none, in TOML
	Origin  string `json:"origin,omitempty"`  // where it is from: issue, publication, default, or the name of a theme
}

// groupInfo is a heading of a form.
type groupInfo struct {
	Table string `json:"table"`
	About string `json:"about"`
}

// formInfo is a form: that of the issue, of publication.toml, or of an article with its
// pictures.
type formInfo struct {
	Article     int         `json:"article"`      // index; -1: the issue's
	Of          string      `json:"of,omitempty"` // the article's ID
	File        string      `json:"file"`         // that it writes
	Publication string      `json:"publication,omitempty"`
	Broken      bool        `json:"broken,omitempty"` // the file is not valid TOML
	Groups      []groupInfo `json:"groups,omitempty"`
	Fields      []fieldInfo `json:"fields"`
	Section     *itemInfo   `json:"section,omitempty"` // that the article belongs to
	Items       []itemInfo  `json:"items"`             // pictures and tables, then attachments
}

// form answers with the form of the issue, of publication.toml or of an article.
func (s *server) form(w *work, rw http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("article"))
	if err != nil {
		n = -1
	}
	file := manifestName
	if n < 0 && path.Base(r.URL.Query().Get("file")) == publicationName {
		file = w.publication()
	}
	text, err := w.textIn(file)
	if err != nil {
		s.fail(rw, err)
		return
	}
	if n >= 0 {
		info := articleForm(text, n, s.options.Lang)
		w.addWritten(&info, s.options.Lang)
		answer(rw, info)
		return
	}
	info := headForm(file, text, s.options.Lang)
	if _, err := w.textIn(w.publication()); err == nil {
		info.Publication = w.publication()
	}
	w.addOrigins(&info)
	answer(rw, info)
}

// headForm returns the form of the manifest's tables outside the sections, or of
// publication.toml.
func headForm(file, text string, lang diag.Lang) formInfo {
	info := formInfo{Article: -1, File: file, Fields: []fieldInfo{}, Items: []itemInfo{}}
	fields := edition.Fields()
	if file != manifestName {
		fields = edition.PublicationFields()
	}
	for _, t := range edition.Tables() {
		info.Groups = append(info.Groups, groupInfo{t.Name, inLanguage(t.ZH, t.EN, lang)})
	}
	keys, ok := edition.ParseKeys(text)
	info.Broken = !ok
	for _, f := range fields {
		field := describeField(&f, lang)
		if ok {
			if from, to, given := keys.Find(f.Table, f.Key); given {
				field.give(text, from, to)
			}
		}
		info.Fields = append(info.Fields, field)
	}
	return info
}

// addOrigins tells of the fields that the file does not give which value applies, and
// where it is from.
func (w *work) addOrigins(info *formInfo) {
	type field struct{ table, key string }
	applies := map[field]edition.Value{}
	w.composing.Lock()
	if w.reader == nil {
		w.reader = edition.New(edition.Options{Tool: w.options.Tool})
	}
	e := w.reader.ReadOnce(w.overlay, edition.Choices{Epoch: w.options.Epoch}, &diag.List{})
	w.composing.Unlock()
	for _, v := range e.Values() {
		table, key := v.Field()
		applies[field{table, key}] = v
		if i := strings.LastIndexByte(v.Key, '.'); i >= 0 {
			if at := (field{v.Key[:i], v.Key[i+1:]}); applies[at].Key == "" {
				applies[at] = v
			}
		}
	}
	for i := range info.Fields {
		f := &info.Fields[i]
		v, ok := applies[field{f.Table, f.Key}]
		if !ok || v.Value == nil {
			continue
		}
		f.Applies, f.Origin = v.Text(), originOf(&v)
	}
}

// originOf tells where a value is from.
func originOf(v *edition.Value) string {
	if name, theme := strings.CutPrefix(v.From, "theme "); theme {
		return name
	}
	if v.At.Source == nil {
		return "default"
	}
	switch name := path.Base(v.At.Source.Path); name {
	case manifestName:
		return "issue"
	case publicationName:
		return "publication"
	default:
		return name // a theme's file
	}
}

// inLanguage returns one of two texts.
func inLanguage(zh, en string, lang diag.Lang) string {
	if lang == diag.ZH {
		return zh
	}
	return en
}

// describeField returns a field without a value.
func describeField(f *edition.Field, lang diag.Lang) fieldInfo {
	return fieldInfo{Path: f.Table + "." + f.Key, Table: f.Table, Key: f.Key, Type: f.Type, Values: f.Values, Needed: f.Needed, Given: f.Given, About: inLanguage(f.ZH, f.EN, lang)}
}

// give gives a field the value at some bytes of a text.
func (f *fieldInfo) give(text string, from, to int) {
	f.Value, f.Set, f.From, f.To = shownValue(text[from:to]), true, from, to
}

// fieldIn returns a field with its value in a table.
func fieldIn(t *table, text string, f *edition.Field, lang diag.Lang) fieldInfo {
	info := describeField(f, lang)
	if from, to, ok := t.value(text, f.Key); ok {
		info.give(text, from, to)
	}
	return info
}

// shownValue returns a value of TOML as a form shows it: a string without quotation
// marks, of a list an item a line.
func shownValue(toml string) string {
	if strings.HasPrefix(toml, "[") {
		var items []string
		s := scanner{text: toml, at: 1}
		for s.at < len(toml) {
			switch c := toml[s.at]; {
			case c == '"' || c == '\'':
				from := s.at
				s.quoted(c)
				items = append(items, stringValue(toml[from:s.at]))
			case c == '#':
				s.line()
			default:
				s.at++
			}
		}
		return strings.Join(items, "\n")
	}
	return stringValue(toml)
}

// stringValue returns what a string of TOML stands for; another value as it is.
func stringValue(toml string) string {
	v := inline{to: len(toml)}
	for _, mark := range []string{`"""`, `'''`, `"`, `'`} {
		if strings.HasPrefix(toml, mark) && len(toml) >= 2*len(mark) {
			v.mark = mark
			inner := strings.TrimPrefix(toml[len(mark):len(toml)-len(mark)], "\n")
			v.decode(inner)
			return v.text
		}
	}
	return toml
}

// placeInfo is the field in whose value a byte of the manifest is.
type placeInfo struct {
	Article int    `json:"article"` // index; -1: a field of the issue
	Picture int    `json:"picture"` // index among the article's pictures, tables or attachments; -1: none
	Kind    string `json:"kind"`    // the table of the manifest that is one of them
	Path    string `json:"path"`    // empty: in no field
	File    string `json:"file"`    // of a text in the manifest: issue.toml#N
	Before  string `json:"before"`  // the value up to the byte
}

// place answers which field has a byte of the manifest.
func (s *server) place(w *work, rw http.ResponseWriter, r *http.Request) {
	file := path.Clean(r.URL.Query().Get("file"))
	if path.Base(file) != publicationName {
		file = manifestName
	}
	at, err := strconv.Atoi(r.URL.Query().Get("byte"))
	text, failed := w.textIn(file)
	if err != nil || failed != nil {
		s.fail(rw, errWrong)
		return
	}
	answer(rw, placeOf(file, text, at, s.options.Lang))
}

// placeOf returns the field at a byte of the manifest, or of publication.toml.
func placeOf(file, text string, at int, lang diag.Lang) placeInfo {
	info := placeInfo{Article: -1, Picture: -1}
	find := func(list []fieldInfo) bool {
		for _, f := range list {
			if f.Set && f.From <= at && at <= f.To {
				info.Path = f.Path
				info.Before = shownValue(closed(text[f.From:min(at, f.To)]))
				return true
			}
		}
		return false
	}
	_, articles := layOut(text)
	for n, a := range articles {
		if at < a.start || at >= a.end {
			continue
		}
		info.Article = n
		if v, ok := inlineText(text, n); ok && v.from <= at && at < v.to {
			info.File = articleID("", n)
			return info
		}
		form := articleForm(text, n, lang)
		for item := range form.all() {
			if find(item.Fields) {
				info.Picture, info.Kind = item.N, item.Table
				return info
			}
		}
		find(form.Fields)
		return info
	}
	find(headForm(file, text, lang).Fields)
	return info
}

// closed closes the string that a value is cut off in, so that it can be read.
func closed(value string) string {
	for _, mark := range []string{`"""`, `'''`, `"`, `'`} {
		if strings.HasPrefix(value, mark) {
			return value + mark
		}
	}
	if i := strings.LastIndexAny(value, `"'`); strings.HasPrefix(value, "[") && i >= 0 && strings.Count(value, value[i:i+1])%2 == 1 {
		return value + value[i:i+1]
	}
	return value
}

// textIn returns the text of a file, with the changes that are not saved.
func (w *work) textIn(name string) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, err := w.content(name)
	if err != nil {
		return "", err
	}
	return t.body(), nil
}

// literal writes a field's value in TOML, as its type asks.
func literal(kind, value string) string {
	switch kind {
	case "int", "bool", "date":
		return value
	case "number":
		if _, err := strconv.Atoi(value); err == nil && (len(value) == 1 || value[0] != '0') {
			return value
		}
	case "list", "lengths":
		items := strings.Split(value, "\n")
		for i := range items {
			items[i] = quote(strings.TrimSpace(items[i]))
		}
		if len(items) == 1 && kind == "list" {
			return items[0]
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	if kind == "text" && (strings.Contains(strings.TrimSpace(value), "\n\n") || strings.Count(value, "\n") > 2) { // a text of several lines
		return long(value)
	}
	if json.Valid([]byte(value)) && kind == "size" { // a number of a theme
		return value
	}
	return quote(value)
}
