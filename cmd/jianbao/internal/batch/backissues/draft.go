package backissues

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// draft is an issue before it is written: its content and then the bytes of its
// files. A kind may change both.
type draft struct {
	*writer
	*fileCache
	place
	title, lang string
	record      string
	style       []string // lines of [style]
	fonts       []string // lines of [style.fonts]
	sections    []section
	articles    string                // the folder of the article files
	edit        []func([]byte) []byte // changes of the manifest's text
	noManifest  bool                  // it is one of files
	files       []file                // in addition to the articles' files
	failed      error                 // errors of the kind's changes
}

type section struct {
	title    string
	articles []*article
}

type article struct {
	title, source string
	file          string   // as in the manifest
	lines         []string // further lines of the manifest
	text          string
	encode        func(string) ([]byte, error) // nil: UTF-8
	noFile        bool                         // the file is not written, or is one of files
}

// file is a file in the folder. Names have slashes.
type file struct {
	name   string
	data   []byte
	size   int64  // if larger than data, zeros follow
	link   string // target
	pipe   bool
	folder bool
	shut   bool // without read permission
}

// draft returns an issue of two to six articles. A copy gets the content of its
// original.
func (p *planned) draft(seed uint64, s *fileCache) *draft {
	w := &writer{rand: rand.New(rand.NewPCG(seed, uint64(p.index)+1<<32)), place: placeOf(p.series)}
	d := &draft{writer: w, fileCache: s, place: p.place, title: p.place.title, lang: "zh-Hans", articles: "articles"}
	if d.flat {
		d.articles = d.stem
	}
	n := 0
	for i, at := range w.rand.Perm(len(sectionTitles))[:1+w.rand.IntN(2)] {
		s := section{title: sectionTitles[at]}
		for range 1 + w.rand.IntN(3-i) + (1 - i) {
			n++
			s.articles = append(s.articles, &article{
				title:  w.title(),
				source: w.one(offices),
				file:   fmt.Sprintf("%s/%02d.txt", d.articles, n),
				text:   "　　" + strings.Join(w.paragraphs(sentences), "\n　　") + "\n",
			})
		}
		d.sections = append(d.sections, s)
	}
	if w.rand.IntN(2) == 0 {
		d.record = fmt.Sprintf("J%03d-WS·%d-Y-BGS-%04d", 1+d.series, d.year, 1+p.index%9999)
	}
	p.kind.make(d)
	return d
}

// all returns the articles.
func (d *draft) all() (list []*article) {
	for _, s := range d.sections {
		list = append(list, s.articles...)
	}
	return list
}

// any returns one of the articles.
func (d *draft) any() *article {
	list := d.all()
	return list[d.rand.IntN(len(list))]
}

// inFolder moves the manifest to an issue.toml in its own folder.
func (d *draft) inFolder() {
	if !d.flat {
		return
	}
	d.flat = false
	for _, a := range d.all() {
		a.file = strings.Replace(a.file, d.articles, "articles", 1)
	}
	d.articles = "articles"
}

// base returns the folder of the manifest, relative to the tree.
func (d *draft) base() string {
	if d.flat {
		return d.folder
	}
	return path.Join(d.folder, d.stem)
}

func (d *draft) manifest() string {
	if d.flat {
		return d.stem + ".toml"
	}
	return "issue.toml"
}

// key returns the key as package find assigns it.
func (d *draft) key() string {
	var b strings.Builder
	name := path.Join(d.base(), d.manifest())
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, "%%%02X", name[i])
		} else {
			b.WriteString(name[i : i+n])
		}
		i += n
	}
	return b.String()
}

// own returns a file name that no other issue uses: several manifests may be in
// one folder.
func (d *draft) own(name string) string {
	if d.flat {
		return path.Join(d.articles, name)
	}
	return name
}

// put adds a file.
func (d *draft) put(name string, data []byte) {
	d.files = append(d.files, file{name: name, data: data})
}

// replace puts a file in place of an article's.
func (d *draft) replace(a *article, f file) {
	a.noFile = true
	f.name = a.file
	d.files = append(d.files, f)
}

// swap replaces the first occurrence of a text in the manifest.
func (d *draft) swap(from, to string) {
	d.edit = append(d.edit, func(b []byte) []byte {
		if !strings.Contains(string(b), from) {
			d.fail(fmt.Errorf("%q is not in the manifest", from))
		}
		return []byte(strings.Replace(string(b), from, to, 1))
	})
}

// add appends to the manifest's text.
func (d *draft) add(text string) {
	d.edit = append(d.edit, func(b []byte) []byte { return append(b, text...) })
}

// recode encodes the manifest's text.
func (d *draft) recode(encode func(string) ([]byte, error)) {
	d.edit = append(d.edit, func(b []byte) []byte {
		b, err := encode(string(b))
		d.fail(err)
		return b
	})
}

func (d *draft) fail(err error) { d.failed = errors.Join(d.failed, err) }

// toml returns the manifest.
func (d *draft) toml() []byte {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("schema = 1")
	line("\n[publication]\ntitle = %s\nissuer = [%s]", quote(d.title), quote(d.writer.place+offices[d.series%len(offices)]))
	if d.lang != "zh-Hans" {
		line("lang = %s", quote(d.lang))
	}
	line("\n[issue]\nyear = %d\nnumber = %s\ndate = %d-%02d-%02d", d.year, d.number, d.year, d.month, 1+d.index%28)
	if len(d.style) > 0 || len(d.fonts) > 0 {
		line("\n[style]")
		for _, s := range d.style {
			line("%s", s)
		}
	}
	if len(d.fonts) > 0 {
		line("\n[style.fonts]")
		for _, s := range d.fonts {
			line("%s", s)
		}
	}
	if d.record != "" {
		line("\n[archive]\nrecord = %s", quote(d.record))
	}
	for _, s := range d.sections {
		line("\n[[section]]\ntitle = %s", quote(s.title))
		for _, a := range s.articles {
			line("\n[[section.article]]\ntitle = %s", quote(a.title))
			if a.file != "" {
				line("file = %s", quote(a.file))
			}
			line("source = %s", quote(a.source))
			for _, l := range a.lines {
				line("%s", l)
			}
		}
	}
	return []byte(b.String())
}

// quote returns a basic string of TOML.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// write writes the files below the tree's folder.
func (d *draft) write(dir string) error {
	base := filepath.Join(dir, filepath.FromSlash(d.base()))
	list := d.files
	for _, a := range d.all() {
		if a.noFile || a.file == "" {
			continue
		}
		data := []byte(a.text)
		if a.encode != nil {
			var err error
			if data, err = a.encode(a.text); err != nil {
				return err
			}
		}
		list = append(list, file{name: a.file, data: data})
	}
	if !d.noManifest {
		text := d.toml()
		for _, edit := range d.edit {
			text = edit(text)
		}
		list = append(list, file{name: d.manifest(), data: text})
	}
	if d.failed != nil {
		return d.failed
	}
	for _, f := range list {
		if err := f.write(filepath.Join(base, filepath.FromSlash(f.name))); err != nil {
			return err
		}
	}
	return nil
}

func (f *file) write(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	switch {
	case f.link != "":
		return os.Symlink(filepath.FromSlash(f.link), name)
	case f.pipe:
		return makePipe(name)
	case f.folder:
		return os.Mkdir(name, 0o777)
	}
	if err := os.WriteFile(name, f.data, 0o666); err != nil {
		return err
	}
	if f.size > int64(len(f.data)) {
		if err := os.Truncate(name, f.size); err != nil {
			return err
		}
	}
	if f.shut {
		return os.Chmod(name, 0)
	}
	return nil
}
