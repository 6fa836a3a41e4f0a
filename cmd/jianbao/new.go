package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/next"
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
	"jianbao/layout/edition"
)

// newIssue starts the next issue of a publication from the last. If one of its files
// exists already, or it could not be built, nothing is written.
func (a *app) newIssue(args []string) int {
	o, ok := a.parse("new", args)
	if !ok {
		return statusUsage
	}
	n := following{app: a, folder: o.Operands[0]}
	n.manifest = filepath.Join(n.folder, manifestName)
	if !n.wanted(o.New) {
		return statusUsage
	}
	if !n.read(o.New.From) || !n.derive() {
		n.report(&n.log)
		return max(statusOf(&n.log), statusCopy)
	}
	return n.write()
}

// following is the issue that is made.
type following struct {
	*app
	log      diag.List
	folder   string
	manifest string
	flags    next.Flags

	from   string           // manifest of the last issue
	last   *edition.Edition // that issue
	number next.Number
	files  []newFile
}

// newFile is a file to be written, in the order of writing.
type newFile struct {
	path string
	data []byte
}

// wanted reads the flags; it reports wrong ones.
func (n *following) wanted(f cli.NewFlags) bool {
	n.flags = next.Flags{Issue: strings.TrimSpace(f.Number), Total: strings.TrimSpace(f.Total)}
	if f.Date == "" {
		return true
	}
	day, err := time.Parse(time.DateOnly, f.Date)
	if err != nil {
		n.wrongUsage("new", "usage-date", diag.Fix{}, "--date", f.Date)
		return false
	}
	n.flags.Date = day
	return true
}

// read finds and reads the last issue.
func (n *following) read(from string) bool {
	n.from = manifestOf(from)
	if from == "" {
		var ok bool
		if n.from, ok = n.latest(); !ok {
			return false
		}
	}
	var log diag.List
	n.last = edition.New(edition.Options{Tool: tool()}).ReadFile(n.from, edition.Choices{}, &log)
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
			n.log.Add("new-identity", diag.Whole(filepath.ToSlash(n.from)), needed.key)
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
	shown := filepath.ToSlash(n.folder)
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
	full, err := filepath.Abs(n.folder)
	if err != nil {
		return nil
	}
	parent := filepath.Dir(full)
	entries, _ := os.ReadDir(parent) // what was read before an error
	for _, e := range entries {
		if !e.IsDir() || e.Name() == filepath.Base(full) || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		path := filepath.Join(filepath.Dir(filepath.Clean(n.folder)), e.Name(), manifestName)
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
	return content.Text{Value: strings.TrimSpace(s.Value)}.Joined()
}

// derive makes the files of the new issue and checks that they can be built.
func (n *following) derive() bool {
	own := &n.last.Issue.Number
	last := next.Number{
		Year: own.Year, Issue: own.Issue.Value, Total: own.Total.Value,
		Date: time.Date(own.Date.Year, time.Month(own.Date.Month), own.Date.Day, 0, 0, 0, 0, time.UTC),
	}
	if !last.Regular() && (n.flags.Issue == "" || n.flags.Date.IsZero()) {
		n.log.Add("new-special", diag.Span{}, filepath.ToSlash(n.from), last.Issue)
		return false
	}
	shared := n.publication()
	if s := n.last.Issue.Shared; s != nil && shared == nil {
		n.log.Add("new-publication", diag.Span{}, s.Source.Path, filepath.ToSlash(n.folder))
		return false
	}
	period := n.last.Issue.Publication.Period
	if shared != nil {
		if p := textOf(shared, "publication", "period"); p != "" && !n.ownPeriod() {
			period = p
		}
	}
	n.number = last.Next(period, n.flags)
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
	root, ok := strict.Read(src.Path, bytes.Clone(src.Data), &n.log)
	if !ok {
		return false
	}
	home := filepath.Dir(n.from)
	s := next.Source{Text: src.Data, Root: root, Shared: shared, Single: n.last.Issue.Document != nil, Path: func(path string) string { return n.moved(home, path) }}
	text, omitted := s.Manifest(n.number, func(i int, section string) next.Article {
		name := fmt.Sprintf("articles/%02d.txt", i+1)
		n.files = append(n.files, newFile{name, []byte(placeholder(section))})
		return next.Article{Title: "把这一篇换成“" + section + "”的文章", File: name}
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
		n.files = append(n.files, newFile{filepath.ToSlash(below), data})
	}
	n.files = append(n.files, newFile{manifestName, text})
	return true
}

// moved returns a path to a file outside the last issue's folder as it is from the new one.
func (n *following) moved(home, path string) string {
	from, errFrom := filepath.Abs(filepath.Join(home, filepath.FromSlash(path)))
	to, errTo := filepath.Abs(n.folder)
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
		over.Files[filepath.ToSlash(filepath.Join(filepath.Dir(disk.Manifest()), filepath.FromSlash(f.path)))] = f.data
	}
	var log diag.List
	edition.New(edition.Options{Tool: tool()}).Read(over, edition.Choices{}, &log)
	log.Remove(func(d *diag.Diagnostic) bool { return d.Severity != diag.Error })
	n.log.Join(&log)
	return !log.HasErrors()
}

// write writes the files, if none of them exists, and tells what was made.
func (n *following) write() int {
	for _, f := range n.files {
		path := filepath.Join(n.folder, filepath.FromSlash(f.path))
		if _, err := os.Lstat(path); err == nil {
			return n.wrongUsage("new", "init-exists", diag.Fix{}, filepath.ToSlash(path))
		}
	}
	for _, f := range n.files {
		path := filepath.Join(n.folder, filepath.FromSlash(f.path))
		if err := createFile(path, f.data); err != nil {
			if errors.Is(err, fs.ErrExist) { // created since the check above
				return n.wrongUsage("new", "init-exists", diag.Fix{}, filepath.ToSlash(path))
			}
			return n.cannotWrite(path, err)
		}
	}
	printed := n.number.Issue
	if next.IsNumber(printed) {
		printed = n.choose("第"+printed+"期", "number "+printed)
	}
	n.log.Add("new-written", diag.Span{}, filepath.ToSlash(filepath.Dir(n.from)), n.number.Year, printed, n.number.Date.Format(time.DateOnly))
	n.report(&n.log)
	return n.print([]byte(filepath.ToSlash(n.manifest) + "\n"))
}
