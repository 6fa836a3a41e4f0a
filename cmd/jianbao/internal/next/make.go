package next

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
	"jianbao/layout/edition"
)

// Options are the choices of Make.
type Options struct {
	Folder string // of the new issue, which need not exist
	From   string // manifest of the last issue; empty: that with the latest date beside Folder
	Flags  Flags
	Tool   edition.Tool
}

// Issue is a new issue, which is not written yet.
type Issue struct {
	From   string // manifest of the last issue
	Number Number
	Files  []File // in the order of writing: the manifest is the last
}

// File is a file of a new issue.
type File struct {
	Path string // relative to the issue's folder, with slashes
	Data []byte
}

// ManifestName is the name of the manifest in an issue's folder.
const ManifestName = "issue.toml"

// Make makes the files of the issue that follows the last of a publication. Problems are
// added to log; ok is false if there is no issue for them.
func Make(o Options, log *diag.List) (issue Issue, ok bool) {
	n := following{Options: o, log: log, manifest: filepath.Join(o.Folder, ManifestName)}
	if !n.read() || !n.derive() {
		return Issue{}, false
	}
	return Issue{From: n.From, Number: n.number, Files: n.files}, true
}

// following is the state of Make.
type following struct {
	Options
	log      *diag.List
	manifest string
	last     *edition.Edition // the last issue
	number   Number
	files    []File
}

// read finds and reads the last issue.
func (n *following) read() bool {
	if n.From == "" {
		var ok bool
		if n.From, ok = n.latest(); !ok {
			return false
		}
	}
	var log diag.List
	n.last = edition.New(edition.Options{Tool: n.Tool}).ReadFile(n.From, edition.Choices{}, &log)
	if n.last.Issue == nil {
		n.log.Join(&log)
		return false
	}
	number := &n.last.Issue.Number
	for _, needed := range [...]struct {
		key  string
		have bool
	}{{"issue.year", number.Year > 0}, {"issue.number", number.Issue.Value != ""}, {"issue.date", number.Date != content.Date{}}} {
		if !needed.have {
			n.log.Add("new-identity", diag.Whole(filepath.ToSlash(n.From)), needed.key)
			return false
		}
	}
	return true
}

// beside is an issue in a folder beside that of the new one.
type beside struct {
	path, title string
	date        time.Time
	year        int64
}

// latest returns the manifest of the issue with the latest date in the folders beside the
// new one. Issues of other publications than that of its publication.toml do not count.
func (n *following) latest() (string, bool) {
	shown := filepath.ToSlash(n.Folder)
	own := n.title()
	all := slices.DeleteFunc(n.besides(), func(b beside) bool { return own != "" && b.title != own })
	if len(all) == 0 {
		n.log.Add("new-no-last", diag.Span{}, shown)
		return "", false
	}
	var titles []string
	best := all[0]
	for _, b := range all {
		if !slices.Contains(titles, b.title) {
			titles = append(titles, b.title)
		}
		if c := b.date.Compare(best.date); c > 0 || c == 0 && b.year > best.year {
			best = b
		}
	}
	if len(titles) > 1 {
		slices.Sort(titles)
		n.log.Add("new-several", diag.Span{}, shown, titles)
		return "", false
	}
	return best.path, true
}

// title returns the title in the publication.toml of the new issue; empty if there is none.
func (n *following) title() string {
	shared := n.publication()
	if shared == nil {
		return ""
	}
	return textOf(shared, "publication", "title")
}

// publication returns the root of the publication.toml that the new issue will have; nil if
// there is none that can be read.
func (n *following) publication() *strict.Table {
	found, err := manifest.FindPublication(n.reader())
	if err != nil || found == nil {
		return nil
	}
	root, ok := strict.Read(filepath.ToSlash(found.Name), found.Data, &diag.List{})
	if !ok {
		return nil
	}
	return root
}

// reader reads files as for the new issue, whose folder need not exist.
func (n *following) reader() *manifest.Disk { return manifest.NewDisk(n.manifest) }

// besides returns the issues in the folders beside the new one, in the order of their
// names.
func (n *following) besides() (out []beside) {
	full, err := filepath.Abs(n.Folder)
	if err != nil {
		return nil
	}
	parent := filepath.Dir(full)
	entries, _ := os.ReadDir(parent) // what was read before an error
	for _, e := range entries {
		if !e.IsDir() || e.Name() == filepath.Base(full) || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		path := filepath.Join(filepath.Dir(filepath.Clean(n.Folder)), e.Name(), ManifestName)
		raw, err := manifest.ReadFile(path, strict.MaxSize)
		if err != nil {
			continue
		}
		root, ok := manifest.Tables(raw, manifest.NewDisk(path))
		if !ok {
			continue
		}
		b := beside{path: path, title: textOf(root, "publication", "title")}
		if issue := root.Peek("issue"); issue != nil {
			if v := issue.Entry("date"); v != nil {
				b.date, _ = v.Any().(time.Time)
			}
			if v := issue.Entry("year"); v != nil {
				b.year, _ = v.Any().(int64)
			}
		}
		if !b.date.IsZero() {
			out = append(out, b)
		}
	}
	return out
}

// textOf returns a text of a table, without forced line breaks; empty if there is none.
func textOf(root *strict.Table, table, key string) string {
	t := root.Peek(table)
	if t == nil || t.Entry(key) == nil {
		return ""
	}
	s, _ := t.Entry(key).Str()
	return content.Text{Value: manifest.Name(s.Value)}.Joined()
}

// derive makes the files of the new issue and checks that they can be built.
func (n *following) derive() bool {
	own := &n.last.Issue.Number
	last := Number{
		Year: own.Year, Issue: own.Issue.Value, Total: own.Total.Value,
		Date: time.Date(own.Date.Year, time.Month(own.Date.Month), own.Date.Day, 0, 0, 0, 0, time.UTC),
	}
	if !last.Regular() && (n.Flags.Issue == "" || n.Flags.Date.IsZero()) {
		n.log.Add("new-special", diag.Span{}, filepath.ToSlash(n.From), last.Issue)
		return false
	}
	shared := n.publication()
	if s := n.last.Issue.Shared; s != nil && shared == nil {
		n.log.Add("new-publication", diag.Span{}, s.Source.Path, filepath.ToSlash(n.Folder))
		return false
	}
	period := n.last.Issue.Publication.Period
	if shared != nil {
		if p := textOf(shared, "publication", "period"); p != "" && !n.ownPeriod() {
			period = p
		}
	}
	n.number = last.Next(period, n.Flags)
	return n.make(shared) && n.sound()
}

// ownPeriod reports whether the manifest of the last issue gives a period itself.
func (n *following) ownPeriod() bool {
	root, ok := strict.Read("", n.last.Issue.Source.Data, &diag.List{})
	return ok && textOf(root, "publication", "period") != ""
}

// make makes the files: articles, those that the manifest names outside its sections, and
// the manifest last, so that a folder with a manifest is complete.
func (n *following) make(shared *strict.Table) bool {
	src := n.last.Issue.Source
	root, ok := strict.Read(src.Path, bytes.Clone(src.Data), n.log)
	if !ok {
		return false
	}
	home := filepath.Dir(n.From)
	s := Source{Text: src.Data, Root: root, Shared: shared, Single: n.last.Issue.Document != nil, Path: func(path string) string { return n.moved(home, path) }}
	text, omitted := s.Manifest(n.number, func(i int, section string) Article {
		name := fmt.Sprintf("articles/%02d.txt", i+1)
		n.files = append(n.files, File{name, []byte(placeholder(section))})
		return Article{Title: "把这一篇换成“" + section + "”的文章", File: name}
	})
	if len(omitted) > 0 {
		n.log.Add("new-omitted", diag.Span{}, omitted)
	}
	for _, name := range n.last.HeadFiles() {
		below, err := filepath.Rel(home, name)
		if err != nil || !filepath.IsLocal(below) {
			continue
		}
		if shared := n.last.Issue.Shared; shared != nil && shared.Up == 0 {
			continue // it stands beside the manifest, and is not copied
		}
		data, err := manifest.ReadFile(name, edition.MaxFontSize)
		if err != nil {
			n.log.Add("file-unreadable", diag.Span{}, filepath.ToSlash(name), diag.Cause(err))
			return false
		}
		n.files = append(n.files, File{filepath.ToSlash(below), data})
	}
	n.files = append(n.files, File{ManifestName, text})
	return true
}

// moved returns a path to a file outside the last issue's folder as it is from the new one.
func (n *following) moved(home, path string) string {
	from, errFrom := filepath.Abs(filepath.Join(home, filepath.FromSlash(path)))
	to, errTo := filepath.Abs(n.Folder)
	if errFrom != nil || errTo != nil {
		return path
	}
	if rel, err := filepath.Rel(to, from); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(from) // on another drive
}

// placeholder returns the text of a new article.
func placeholder(section string) string {
	return "　　这里换成“" + section + "”的正文。文件里的每一行是一个自然段，行首的空格可有可无，排版时统一缩进两个字；空行不起作用。\n" +
		"　　也可以把清单里的 file 改成另一个文件的名字。栏目里还有别的文章，就在清单里照样再写一个 [[section.article]]；这个栏目本期没有文章，就把它整个删去。\n"
}

// sound reports whether the new issue can be read without errors, from memory.
func (n *following) sound() bool {
	disk := n.reader()
	defer disk.Close()
	over := manifest.Buffers{Name: disk.Manifest(), Files: map[string][]byte{}, Over: disk}
	for _, f := range n.files {
		over.Files[filepath.ToSlash(filepath.Join(filepath.Dir(disk.Manifest()), filepath.FromSlash(f.Path)))] = f.Data
	}
	var log diag.List
	edition.New(edition.Options{Tool: n.Tool}).Read(over, edition.Choices{}, &log)
	log.Remove(func(d *diag.Diagnostic) bool { return d.Severity != diag.Error })
	n.log.Join(&log)
	return !log.HasErrors()
}
