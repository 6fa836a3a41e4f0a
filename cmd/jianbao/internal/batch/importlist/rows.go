package importlist

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// issue holds the contents of the rows of one issue.
type issue struct {
	title, number string
	whole         bool // number is a whole number
	year          int
	date, record  string
	dateAt        diag.Span // places where date and record were given first
	recordAt      diag.Span
	sections      []section
	at            diag.Span // place of the title in its first row
	articles      int
}

type section struct {
	title    string
	articles []article
}

type article struct {
	title, source string
	file          string // as in the list, cleaned
	at            diag.Span
}

// list is the state of reading a list.
type list struct {
	csv    *csvReader
	log    *diag.List
	width  int               // columns
	names  map[string]string // canonical name of a column → name in the list
	lines  *diag.Lines
	issues []*issue
}

// read returns the issues of a list in the order of their first rows. Errors
// are added to log.
func read(src *diag.Source, log *diag.List) []*issue {
	from, sep := separatorLine(src.Data)
	if from == 0 {
		sep = separator(src)
	}
	l := &list{csv: &csvReader{src: src, sep: sep, pos: from, log: log}, log: log}
	at, ok := l.header()
	if !ok {
		return nil
	}
	byName := map[[2]string]map[int]*issue{}
	rows := 0
	for cells := l.csv.row(); cells != nil; cells = l.csv.row() {
		rows++
		l.row(cells, at, byName)
	}
	if rows == 0 {
		log.Add("import-empty", diag.Whole(src.Path))
	}
	for _, i := range l.issues {
		if i.date == "" && i.dateAt.Source == nil {
			log.Add("import-blank", i.at, l.names["date"])
		}
		if i.articles > manifest.MaxArticles {
			log.Add("too-many-articles", i.at, i.articles, manifest.MaxArticles)
		}
	}
	return l.issues
}

// row adds a row to its issue. All errors in the row are reported.
func (l *list) row(cells []cell, at map[string]int, byName map[[2]string]map[int]*issue) {
	for i, c := range cells {
		if i >= l.width && c.text != "" {
			l.log.Add("import-excess", l.csv.span(c), c.text)
		}
	}
	last := cells[len(cells)-1]
	get := func(column string) (string, diag.Span) {
		i, has := at[column]
		if !has || i >= len(cells) {
			return "", diag.Span{Source: l.csv.src, Start: last.end, End: last.end}
		}
		return cells[i].text, l.csv.span(cells[i])
	}
	need := func(column string) (string, diag.Span) {
		s, span := get(column)
		if s == "" {
			l.log.Add("import-blank", span, l.names[column])
		}
		return s, span
	}
	text := func(s string, span diag.Span) string {
		if strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
			l.log.Add("import-control", span)
		}
		return s
	}
	title := text(need("title"))
	_, titleAt := get("title")
	yearText, yearAt := need("year")
	year, ok := parseYear(yearText)
	if yearText != "" && !ok {
		l.log.Add("import-year", yearAt, yearText)
	}
	numberText, numberAt := need("number")
	number, whole, ok := parseNumber(numberText)
	if numberText != "" && !ok {
		l.log.Add("import-number", numberAt, numberText)
	}
	a := article{title: text(need("article title"))}
	name := text(need("section"))
	a.source = text(get("source"))
	fileText, fileAt := need("file")
	a.at = fileAt
	if fileText != "" {
		var code diag.Code
		if a.file, code = parseFile(fileText); code != "" {
			l.log.Add(code, fileAt, fileText)
		}
	}
	id := [2]string{norm.NFC.String(title), norm.NFC.String(number)}
	if byName[id] == nil {
		byName[id] = map[int]*issue{}
	}
	i := byName[id][year]
	if i == nil {
		i = &issue{title: title, number: number, whole: whole, year: year, at: titleAt}
		byName[id][year] = i
		l.issues = append(l.issues, i)
	}
	l.dateAndRecord(i, get)
	i.add(name, a)
}

// dateAndRecord reads the values that apply to the issue and may be in any of
// its rows.
func (l *list) dateAndRecord(i *issue, get func(string) (string, diag.Span)) {
	if s, span := get("date"); s != "" {
		date, ok := parseDate(s)
		switch {
		case !ok:
			l.log.Add("import-date", span, s)
			i.dateAt = span
		case i.date == "":
			i.date, i.dateAt = date, span
		case i.date != date:
			l.log.Add("import-differs", span, s, l.line(i.dateAt), i.dateAt.Text())
		}
	}
	if s, span := get("record"); s != "" {
		switch {
		case strings.ContainsFunc(s, unicode.IsControl):
			l.log.Add("import-control", span)
		case i.record == "":
			i.record, i.recordAt = s, span
		case i.record != s:
			l.log.Add("import-differs", span, s, l.line(i.recordAt), i.recordAt.Text())
		}
	}
}

func (l *list) line(at diag.Span) int {
	if l.lines == nil {
		l.lines = diag.NewLines(l.csv.src.Data)
	}
	line, _ := l.lines.Position(at.Start)
	return line
}

// add appends an article in the order of the list: consecutive rows of the same
// section form one section.
func (i *issue) add(name string, a article) {
	i.articles++
	if n := len(i.sections); n > 0 && i.sections[n-1].title == name {
		i.sections[n-1].articles = append(i.sections[n-1].articles, a)
		return
	}
	i.sections = append(i.sections, section{name, []article{a}})
}
