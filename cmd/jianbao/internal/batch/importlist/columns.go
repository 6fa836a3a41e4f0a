package importlist

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// columns holds the names of the list's columns, in the order of the
// documentation; the first name of each column is the canonical one.
var columns = [][]string{
	{"title", "刊名", "刊物", "刊物名称", "publication"},
	{"year", "年", "年份", "年度"},
	{"number", "期", "期号", "期数", "issue"},
	{"date", "日期", "出版日期", "印发日期"},
	{"section", "栏目"},
	{"article title", "题名", "文章", "文章标题", "标题", "article"},
	{"file", "文件", "文件名"},
	{"source", "来源"},
	{"record", "档号", "档案号"},
	{"total", "总期", "总期号", "总期数"},
	{"issuer", "主办", "主办单位", "编印单位"},
	{"author", "作者"},
	{"encoding", "编码"},
	{"picture", "图片", "照片"},
	{"responsible", "责任者"},
	{"retention", "保管期限"},
	{"pages", "页码", "页次", "页数"}, // known, and not used: pages are numbered anew
}

// Settable returns the names of the columns for which a value may be given to Run that
// holds where a list has none.
func Settable() []string {
	return []string{"title", "year", "number", "date", "section", "source", "record", "total", "issuer", "author", "encoding", "responsible", "retention"}
}

// required holds the columns that must be present. The date is required once
// for each issue, the others in every row.
var required = []string{"title", "year", "number", "date", "section", "article title", "file"}

// columnOf returns the canonical name of a column; empty if it is unknown.
func columnOf(header string) string {
	header = strings.Join(strings.FieldsFunc(strings.ToLower(header), func(r rune) bool {
		return unicode.IsSpace(r) || r == '_' || r == '-'
	}), " ")
	for _, names := range columns {
		if slices.Contains(names, header) {
			return names[0]
		}
	}
	return ""
}

// header reads the first row and returns the indexes of columns. It returns
// false if a required one is missing.
func (l *list) header() (at map[string]int, ok bool) {
	at = map[string]int{}
	l.names = map[string]string{}
	cells := l.csv.row()
	ok = true
	for i, c := range cells {
		name := columnOf(c.text)
		_, again := at[name]
		switch {
		case c.text == "":
		case name == "":
			known := make([]string, len(columns))
			for i, names := range columns {
				known[i] = names[0] + " " + names[1]
			}
			l.log.Add("import-column-unknown", l.csv.span(c), c.text, known)
		case again:
			l.log.Add("import-column-twice", l.csv.span(c), c.text)
			ok = false
		case name == "pages":
			l.log.Add("import-column-unused", l.csv.span(c), c.text)
		default:
			at[name], l.names[name] = i, c.text
		}
	}
	var missing []string
	for _, name := range required {
		if _, has := at[name]; !has && l.given[name] == "" {
			i := slices.IndexFunc(columns, func(c []string) bool { return c[0] == name })
			missing = append(missing, name+" "+columns[i][1])
		}
	}
	if len(missing) > 0 {
		l.log.Add("import-column-missing", diag.Span{Source: l.csv.src}, missing)
		ok = false
	}
	l.width = len(cells)
	return at, ok
}

// narrow converts full-width digits, hyphens and slashes to ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '－' || r == '—' || r == '–' || r == '〜' || r == '～':
			return '-'
		case r == '／':
			return '/'
		case r == '．':
			return '.'
		}
		return r
	}, s)
}

var (
	yearForm   = pattern.New(`^([0-9]{1,4})\s*年?$`)
	numberForm = pattern.New(`^第?\s*(.+?)\s*期?$`)
	dateForm   = pattern.New(`^([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?$`)
	plainDate  = pattern.New(`^([0-9]{4})([0-9]{2})([0-9]{2})$`)
	doubled    = pattern.New(`^[0-9]{1,6}-[0-9]{1,6}$`)
	midnight   = pattern.New(`\s+0{1,2}:00(:00)?$`)
	// excelDate matches dates to which Excel converts the number of a double issue
	// such as 9-10.
	excelDate = pattern.New(`(?i)^[0-9]{1,2}月[0-9]{1,2}日$|^[0-9]{1,2}-[a-z]{3}$|^[a-z]{3}-[0-9]{1,2}$|^[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}$`)
)

func parseYear(s string) (int, bool) {
	m := yearForm().FindStringSubmatch(narrow(s))
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	return n, err == nil && n > 0
}

// parseNumber removes 第 and 期, which are added in print: 第9-10期 is 9-10. whole
// reports whether the number is an integer; otherwise it is a string in the
// manifest.
func parseNumber(s string) (number string, whole, ok bool) {
	m := numberForm().FindStringSubmatch(s)
	if m == nil || strings.ContainsFunc(m[1], unicode.IsControl) || excelDate().MatchString(narrow(s)) {
		return "", false, false
	}
	digits := narrow(m[1])
	if len(digits) <= 6 && strings.Trim(digits, "0123456789") == "" {
		n, err := strconv.Atoi(digits)
		return strconv.Itoa(n), true, err == nil
	}
	if doubled().MatchString(digits) {
		return digits, false, true
	}
	return m[1], false, true
}

func parseDate(s string) (string, bool) {
	s = midnight().ReplaceAllString(narrow(s), "")
	m := dateForm().FindStringSubmatch(s)
	if m == nil {
		m = plainDate().FindStringSubmatch(s)
	}
	if m == nil {
		return "", false
	}
	d, err := time.Parse("2006-1-2", m[1]+"-"+strings.TrimLeft(m[2], "0")+"-"+strings.TrimLeft(m[3], "0"))
	return d.Format(time.DateOnly), err == nil && d.Year() > 0
}

// articleEndings and pictureEndings are the endings of files that the manifests can name.
var (
	articleEndings = []string{".txt", ".text", ".md", ".markdown", ".docx", ".docm", ".dotx", ".dotm"}
	pictureEndings = []string{".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"}
)

// parseFile cleans a path of the list, which may contain the backslashes of
// Windows.
func parseFile(s string, endings []string, kind diag.Code) (file string, code diag.Code) {
	s = strings.ReplaceAll(s, `\`, "/")
	clean := path.Clean(s)
	outside := path.IsAbs(s) || clean == ".." || strings.HasPrefix(clean, "../") || !filepath.IsLocal(filepath.FromSlash(clean)) ||
		strings.ContainsFunc(s, unicode.IsControl)
	for _, name := range strings.Split(clean, "/") {
		outside = outside || len(name) > 1 && name[1] == ':'
	}
	if outside {
		return "", "import-file-outside"
	}
	if !slices.Contains(endings, strings.ToLower(path.Ext(clean))) {
		return "", kind
	}
	return clean, ""
}

// parseEncoding returns the value of the key encoding for a name of an encoding.
func parseEncoding(s string) (encoding string, ok bool) {
	switch strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(narrow(s))) {
	case "", "auto", "自动":
		return "", true
	case "utf8":
		return "utf-8", true
	case "gb18030", "gbk", "gb2312", "国标", "cp936", "936", "ansi":
		return "gb18030", true
	case "big5", "大五码", "cp950", "950":
		return "big5", true
	case "utf16", "unicode", "ucs2":
		return "utf-16", true
	}
	return "", false
}

// divided returns the parts of a cell with several names.
func divided(s string) (parts []string) {
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、；;\n", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
