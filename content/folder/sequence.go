package folder

import (
	"cmp"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// Limits of the search for neighbours.
const (
	maxNeighbours = 500     // folders
	maxManifest   = 1 << 20 // bytes; larger ones hold their articles and are left out
)

// number identifies an issue of a publication.
type number struct {
	shown       string // as typed
	year        int
	first, last int // 9 and 10 of "9-10"; 0: not a number, such as 增刊1
	total       int // 0: none
	date        time.Time
	folder      string
	articles    []string // titles
}

// copyOf reports whether two folders hold the same issue, as one and its backup do.
func (n number) copyOf(o number) bool {
	return n.year == o.year && n.shown == o.shown && n.date.Equal(o.date) && slices.Equal(n.articles, o.articles)
}

// follows compares the issue with those of the same publication in neighbouring
// folders: it must not repeat the number of any, and number, total and date have to
// follow those of the newest. Editors begin an issue by copying the folder of the last
// one.
func follows(issue *content.Issue, path string, log *diag.List) {
	if issue.Number.Date == (content.Date{}) { // an error
		return
	}
	own := numberOf(issue)
	others := slices.DeleteFunc(neighbours(path, issue.Publication.Title.Joined()), own.copyOf)
	if len(others) == 0 {
		return
	}
	n := &issue.Number
	same := slices.DeleteFunc(slices.Clone(others), func(o number) bool { return own.year != o.year || !own.overlaps(o) })
	if len(same) == 1 {
		log.Add("issue-repeated", whole(n.Issue), own.shown, own.year, same[0].folder)
	}
	if len(same) > 0 { // several: the folders are no series of issues
		return
	}
	newest := others[0]
	for _, o := range others[1:] {
		if o.after(newest) {
			newest = o
		}
	}
	switch {
	case own.first == 0 || newest.first == 0:
		return
	case own.year == newest.year && own.first > newest.last && !own.date.After(newest.date),
		own.year > newest.year && own.date.Before(newest.date):
		log.Add("issue-date", n.DateAt, own.date.Format(time.DateOnly), newest.shown, newest.folder, newest.date.Format(time.DateOnly))
		return
	case !own.date.After(newest.date):
		return // an older issue
	}
	want := 1
	switch own.year {
	case newest.year:
		want = newest.last + 1
	case newest.year + 1:
	default:
		return
	}
	skipped := own.first - want
	if own.total > 0 && newest.total > 0 {
		// Issues in between may be kept elsewhere: the total then skips as many, or
		// more, if the last ones of a year are among them. A double issue has one total
		// or two.
		least := newest.total + 1 + max(skipped, 0)
		most := least + own.last - own.first
		if own.year > newest.year {
			most = math.MaxInt
		}
		if own.total >= least && own.total <= most && skipped >= 0 {
			return
		}
		if skipped == 0 {
			log.Add("issue-total", whole(n.Total), own.total, newest.total, newest.shown, newest.folder)
			return
		}
	}
	if skipped != 0 {
		log.Add("issue-number", whole(n.Issue), own.shown, newest.shown, newest.folder)
	}
}

// after reports whether an issue is newer than another.
func (n number) after(o number) bool {
	return cmp.Or(n.date.Compare(o.date), cmp.Compare(n.year, o.year), cmp.Compare(n.last, o.last)) > 0
}

// overlaps reports whether two issues of a year share a number.
func (n number) overlaps(o number) bool {
	if n.first == 0 || o.first == 0 {
		return n.shown == o.shown
	}
	return n.first <= o.last && o.first <= n.last
}

// whole returns the place of a text.
func whole(t content.Text) diag.Span { return t.Place.At(0, len(t.Value)) }

func numberOf(issue *content.Issue) number {
	n := &issue.Number
	own := number{shown: n.Issue.Value, year: n.Year, date: time.Date(n.Date.Year, time.Month(n.Date.Month), n.Date.Day, 0, 0, 0, 0, time.UTC)}
	own.first, own.last = bounds(n.Issue.Value)
	own.total, _ = bounds(n.Total.Value)
	for _, s := range issue.Sections {
		for i := range s.Articles {
			own.articles = append(own.articles, s.Articles[i].Title.Value)
		}
	}
	return own
}

var numbers = pattern.New(`^\s*第?(\d{1,6})(?:\s*(?:[-–—~～/、]|至)\s*(\d{1,6}))?\s*期?\s*$`)

// bounds returns the first and the last number of an issue; 0 if it has none.
func bounds(text string) (first, last int) {
	m := numbers().FindStringSubmatch(text)
	if m == nil {
		return 0, 0
	}
	first, _ = strconv.Atoi(m[1])
	last = first
	if m[2] != "" {
		last, _ = strconv.Atoi(m[2])
	}
	if last < first {
		return 0, 0
	}
	return first, last
}

// neighbours returns the issues of a publication in the folders beside that of a
// manifest.
func neighbours(path, title string) (out []number) {
	home := filepath.Dir(path)
	parent := filepath.Dir(home)
	entries, err := os.ReadDir(parent)
	if err != nil || parent == home {
		return nil
	}
	read := 0
	for _, e := range entries {
		dir := filepath.Join(parent, e.Name())
		if !e.IsDir() || dir == home || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := filepath.Join(dir, filepath.Base(path))
		raw, err := manifest.ReadFile(name, maxManifest)
		if err != nil {
			continue
		}
		if read++; read > maxNeighbours {
			break
		}
		if n, ok := parse(raw, name, title); ok {
			n.folder = e.Name()
			out = append(out, n)
		}
	}
	return out
}

// parse returns the number of the issue of a manifest with that path; ok is false if it
// is not of the publication with that title, or is not valid.
func parse(raw []byte, path, title string) (n number, ok bool) {
	t, ok := manifest.Tables(raw, manifest.NewDisk(path))
	if !ok {
		return n, false
	}
	value := func(table, key string) any {
		v := t.Value(table)
		if v == nil || v.Table() == nil {
			return nil
		}
		if v = v.Table().Value(key); v == nil {
			return nil
		}
		return v.Any()
	}
	other, _ := value("publication", "title").(string)
	year, _ := value("issue", "year").(int64)
	date, dated := value("issue", "date").(time.Time)
	if joined := (content.Text{Value: manifest.Name(other)}).Joined(); joined != title || year == 0 || !dated {
		return n, false
	}
	n = number{shown: text(value("issue", "number")), year: int(year), date: date}
	n.date = time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, time.UTC)
	n.first, n.last = bounds(n.shown)
	n.total, _ = bounds(text(value("issue", "total")))
	for _, section := range items(t.Value("section")) {
		for _, article := range items(section.Table().Value("article")) {
			title := ""
			if v := article.Table().Value("title"); v != nil {
				s, _ := v.Str()
				title = strings.TrimSpace(s.Value)
			}
			n.articles = append(n.articles, title)
		}
	}
	return n, true
}

// items returns the tables of a list of tables.
func items(v *strict.Value) []*strict.Value {
	if v == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(v.Items()), func(item *strict.Value) bool { return item.Table() == nil })
}

// text returns a number that may be written as a text.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return manifest.Name(v)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}
