package desk

import (
	"encoding/json"
	"net/http"
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
}

// formInfo is a form: that of the issue, or of an article with its pictures.
type formInfo struct {
	Article  int           `json:"article"` // index; -1: the issue's
	Fields   []fieldInfo   `json:"fields"`
	Pictures [][]fieldInfo `json:"pictures"`
}

// form answers with the form of the issue or of an article.
func (s *server) form(w *work, rw http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("article"))
	if err != nil {
		n = -1
	}
	text, err := w.manifestText()
	if err != nil {
		s.fail(rw, err)
		return
	}
	answer(rw, formOf(text, n, s.options.Lang))
}

// formOf returns the form of an article of a manifest, or of the issue for n < 0.
func formOf(text string, n int, lang diag.Lang) formInfo {
	info := formInfo{Article: n, Fields: []fieldInfo{}, Pictures: [][]fieldInfo{}}
	if n < 0 {
		byName := map[string]*table{}
		for _, t := range tables(text) {
			if !t.array && byName[t.name] == nil {
				byName[t.name] = &t
			}
		}
		for _, f := range edition.Fields() {
			info.Fields = append(info.Fields, fieldIn(byName[f.Table], text, &f, lang))
		}
		return info
	}
	list, _, ok := ordinal(text, n)
	if !ok {
		return info
	}
	for _, f := range edition.ArticleFields() {
		if f.Key != "text" { // edited on its own
			info.Fields = append(info.Fields, fieldIn(&list[n].table, text, &f, lang))
		}
	}
	for _, t := range picturesOf(text, &list[n]) {
		var fields []fieldInfo
		for _, f := range edition.PictureFields() {
			fields = append(fields, fieldIn(&t, text, &f, lang))
		}
		info.Pictures = append(info.Pictures, fields)
	}
	return info
}

// picturesOf returns the tables of the pictures of an article.
func picturesOf(text string, a *articleTables) []table {
	var list []table
	for _, t := range tables(text) {
		if t.name == "section.article.picture" && t.array && t.header >= a.start && t.header < a.end {
			list = append(list, t)
		}
	}
	return list
}

// fieldIn returns a field with its value in a table; nil: the manifest has no such
// table.
func fieldIn(t *table, text string, f *edition.Field, lang diag.Lang) fieldInfo {
	info := fieldInfo{Path: f.Table + "." + f.Key, Table: f.Table, Key: f.Key, Type: f.Type, Values: f.Values, Needed: f.Needed, Given: f.Given, About: f.EN}
	if lang == diag.ZH {
		info.About = f.ZH
	}
	if t == nil {
		return info
	}
	if from, to, ok := t.value(text, f.Key); ok {
		info.Value, info.Set, info.From, info.To = shownValue(text[from:to]), true, from, to
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
	Picture int    `json:"picture"` // index among the article's; -1: none
	Path    string `json:"path"`    // empty: in no field
	File    string `json:"file"`    // of a text in the manifest: issue.toml#N
	Before  string `json:"before"`  // the value up to the byte
}

// place answers which field has a byte of the manifest.
func (s *server) place(w *work, rw http.ResponseWriter, r *http.Request) {
	at, err := strconv.Atoi(r.URL.Query().Get("byte"))
	text, failed := w.manifestText()
	if err != nil || failed != nil {
		s.fail(rw, errWrong)
		return
	}
	answer(rw, placeOf(text, at, s.options.Lang))
}

func placeOf(text string, at int, lang diag.Lang) placeInfo {
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
		form := formOf(text, n, lang)
		for k, list := range form.Pictures {
			if find(list) {
				info.Picture = k
				return info
			}
		}
		find(form.Fields)
		return info
	}
	find(formOf(text, -1, lang).Fields)
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

// manifestText returns the text of the manifest, with the changes that are not saved.
func (w *work) manifestText() (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, err := w.content(manifestName)
	if err != nil {
		return "", err
	}
	return strings.TrimPrefix(string(t.raw), bom), nil
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
	if json.Valid([]byte(value)) && kind == "size" { // a number of a theme
		return value
	}
	return quote(value)
}
