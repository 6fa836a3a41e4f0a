package importlist

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// issue holds the contents of the rows of one issue.
type issue struct {
	title, number string
	whole         bool // number is a whole number
	year          int
	values        map[string]value // that apply to the issue, by column
	responsible   []string
	sections      []section
	at            diag.Span // place of the title in its first row
	articles      int
}

// value is a value of an issue and the place where it was given first.
type value struct {
	text, as string // as it is printed, and as the list has it
	at       diag.Span
}

// date returns the date of the issue.
func (i *issue) date() string { return i.values["date"].text }

type section struct {
	title    string
	articles []article
}

type article struct {
	title, source  string
	file           string // as in the list, cleaned
	pictures       []string
	authors        []string
	encoding       string // empty: auto
	at, picturesAt diag.Span
}

// files returns the article's file and its pictures.
func (a *article) files() []string { return append([]string{a.file}, a.pictures...) }

// list is the state of reading a list.
type list struct {
	csv    *csvReader
	log    *diag.List
	width  int               // columns
	names  map[string]string // canonical name of a column → name in the list
	given  map[string]string // values that hold where the list has none, by column
	lines  *diag.Lines
	issues []*issue
}

// read returns the issues of a list in the order of their first rows. Errors
// are added to log.
func read(src *diag.Source, given map[string]string, log *diag.List) []*issue {
	from, sep := separatorLine(src.Data)
	if from == 0 {
		sep = separator(src)
	}
	l := &list{csv: &csvReader{src: src, sep: sep, pos: from, log: log}, log: log, given: given}
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
		if i.values["date"].at.Source == nil {
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
			return l.given[column], diag.Span{Source: l.csv.src, Start: last.end, End: last.end}
		}
		if cells[i].text == "" {
			return l.given[column], l.csv.span(cells[i])
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
	a.authors = divided(text(get("author")))
	fileText, fileAt := need("file")
	a.at = fileAt
	if fileText != "" {
		var code diag.Code
		if a.file, code = parseFile(fileText, articleEndings, "import-file-kind"); code != "" {
			l.log.Add(code, fileAt, fileText)
		}
	}
	l.pictures(&a, get)
	if s, span := get("encoding"); s != "" {
		if a.encoding, ok = parseEncoding(s); !ok {
			l.log.Add("import-encoding", span, s)
		}
	}
	id := [2]string{norm.NFC.String(title), norm.NFC.String(number)}
	if byName[id] == nil {
		byName[id] = map[int]*issue{}
	}
	i := byName[id][year]
	if i == nil {
		i = &issue{title: title, number: number, whole: whole, year: year, values: map[string]value{}, at: titleAt}
		byName[id][year] = i
		l.issues = append(l.issues, i)
	}
	l.values(i, get)
	i.add(name, a)
}

// pictures reads the pictures of an article.
func (l *list) pictures(a *article, get func(string) (string, diag.Span)) {
	s, span := get("picture")
	a.picturesAt = span
	for _, name := range divided(s) {
		file, code := parseFile(name, pictureEndings, "import-picture-kind")
		if code != "" {
			l.log.Add(code, span, name)
			continue
		}
		a.pictures = append(a.pictures, file)
	}
}

// values reads the values that apply to the issue and may be in any of its rows.
func (l *list) values(i *issue, get func(string) (string, diag.Span)) {
	for _, column := range []string{"date", "record", "total", "issuer", "retention"} {
		s, span := get(column)
		if s == "" {
			continue
		}
		v := value{text: s, as: s, at: span}
		switch column {
		case "date":
			date, ok := parseDate(s)
			if !ok {
				l.log.Add("import-date", span, s)
			}
			v.text = date
		case "total":
			number, whole, ok := parseNumber(strings.TrimPrefix(s, "总"))
			if !ok {
				l.log.Add("import-number", span, s)
			}
			if v.text = number; !whole {
				v.text = strict.Quote(number)
			}
		default:
			if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !(column == "issuer" && r == '\n') }) {
				l.log.Add("import-control", span)
			}
		}
		switch first, known := i.values[column]; {
		case !known:
			i.values[column] = v
		case first.text != v.text && first.text != "" && v.text != "":
			l.log.Add("import-differs", span, s, l.line(first.at), first.as)
		}
	}
	s, span := get("responsible")
	if strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
		l.log.Add("import-control", span)
	}
	for _, name := range divided(s) {
		if !slices.Contains(i.responsible, name) {
			i.responsible = append(i.responsible, name)
		}
	}
}

func (l *list) line(at diag.Span) int {
	if l.lines == nil {
		l.lines = l.csv.src.Index()
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
