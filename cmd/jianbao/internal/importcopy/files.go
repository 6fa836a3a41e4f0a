package importcopy

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
	"jianbao/content/docx/opc"
	"jianbao/content/manifest"
	"jianbao/content/picture"
)

// kind is what is done with a file.
type kind uint8

const (
	other    kind = iota // it cannot be imported
	document             // a document of Word that is read
	old                  // one that is not, or might not be
	markdown
	plain
	photo
)

// file is a file to import.
type file struct {
	path  string // as given or found
	kind  kind
	data  []byte
	given bool   // by itself, not by its folder
	part  string // sum of a part of a document; empty: it is a whole one
}

// shown returns the path for messages.
func (f *file) shown() string { return filepath.ToSlash(f.path) }

// stem returns the name without its ending.
func (f *file) stem() string {
	base := filepath.Base(f.path)
	return strings.TrimSpace(strings.TrimSuffix(base, filepath.Ext(base)))
}

// sum returns what the document is known by when it is given again.
func (f *file) sum() string {
	if f.part != "" {
		return f.part
	}
	sum := sha256.Sum256(f.data)
	return hex.EncodeToString(sum[:6])
}

// kindOf returns the kind of a file by its name alone.
func kindOf(name string) kind {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".docx", ".docm", ".dotx", ".dotm":
		return document
	case ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt":
		return old
	case ".md", ".markdown":
		return markdown
	case ".txt", ".text":
		return plain
	case ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp":
		return photo
	}
	return other
}

// hidden reports whether a file in a folder is no copy: hidden, or kept there by a program.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || slices.Contains([]string{"thumbs.db", "desktop.ini"}, strings.ToLower(name))
}

// gather returns the files of the inputs in their order, those of folders in the natural
// order of their paths. What is not imported is reported.
func (m *importer) gather(inputs []string) (files []file) {
	seen := map[string]bool{}
	add := func(name string, given bool) {
		if full, err := filepath.Abs(name); err == nil {
			if seen[full] {
				return
			}
			seen[full] = true
		}
		f := file{path: name, given: given}
		if m.open(&f) {
			files = append(files, f)
		}
	}
	for _, name := range inputs {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			m.log.Add("import-input", diag.Whole(filepath.ToSlash(name)), filepath.ToSlash(name), diag.Cause(err))
		case info.IsDir():
			for _, found := range m.walk(name) {
				add(found, false)
			}
		default:
			add(name, true)
		}
	}
	return files
}

// walk returns the files below a folder, without those of the issue itself.
func (m *importer) walk(folder string) (found []string) {
	own, _ := filepath.Abs(m.folder)
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		full, _ := filepath.Abs(name)
		switch {
		case err != nil:
			m.log.Add("import-input", diag.Whole(filepath.ToSlash(name)), filepath.ToSlash(name), diag.Cause(err))
		case name != folder && hidden(d.Name()), full == own && name != folder:
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			found = append(found, name)
		case !d.IsDir(): // a link, which may lead anywhere, or a device
			m.log.Add("import-other-in-folder", diag.Whole(filepath.ToSlash(name)), filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		m.log.Add("import-input", diag.Whole(filepath.ToSlash(folder)), filepath.ToSlash(folder), diag.Cause(err))
	}
	slices.SortFunc(found, natural)
	return found
}

// natural compares paths as people order them: numbers in them by their values.
func natural(a, b string) int {
	x, y := filepath.ToSlash(a), filepath.ToSlash(b)
	for x != "" && y != "" {
		p, q := digits(x), digits(y)
		if p == "" || q == "" {
			r, n := utf8.DecodeRuneInString(x)
			s, k := utf8.DecodeRuneInString(y)
			if r != s {
				if r == '/' || s == '/' { // the files of a folder before those below it
					return map[bool]int{true: -1, false: 1}[r == '/']
				}
				return cmp.Compare(r, s)
			}
			x, y = x[n:], y[k:]
			continue
		}
		x, y = x[len(p):], y[len(q):]
		p, q = strings.TrimLeft(p, "0"), strings.TrimLeft(q, "0")
		if c := cmp.Or(cmp.Compare(len(p), len(q)), strings.Compare(p, q)); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func digits(s string) string { return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))] }

// open reads a file and finds its kind; ok is false if it is not imported, which is
// reported.
func (m *importer) open(f *file) (ok bool) {
	f.kind = kindOf(f.path)
	if f.kind == other {
		if code := diag.Code("import-other"); f.given {
			m.log.Add(code, diag.Whole(f.shown()), f.shown())
		} else {
			m.log.Add("import-other-in-folder", diag.Whole(f.shown()), f.shown())
		}
		return false
	}
	limit := manifest.MaxArticleSize
	if f.kind == photo {
		limit = picture.MaxSize
	}
	data, err := manifest.ReadFile(f.path, limit)
	if err != nil {
		if !manifest.Refused(err, diag.Whole(f.shown()), f.shown(), limit, m.log) {
			m.log.Add("import-input", diag.Whole(f.shown()), f.shown(), diag.Cause(err))
		}
		return false
	}
	f.data = data
	if f.kind == photo {
		return true
	}
	switch opc.KindOf(data) {
	case opc.Word:
		f.kind = document
	case opc.Word97, opc.RTF, opc.OpenDocument, opc.Word2003XML, opc.FlatOPC, opc.UOF:
		m.old(f)
		return false
	default:
		if f.kind == old {
			f.kind = document // it is read, and what is wrong with it is reported
		}
	}
	return true
}

// old reports a document of an old format, and notes the command that converts it.
func (m *importer) old(f *file) {
	dir := filepath.Dir(f.path)
	if m.convert == nil {
		m.convert = map[string][]string{}
	}
	m.convert[dir] = append(m.convert[dir], f.path)
	m.log.Add("import-old", diag.Whole(f.shown()), f.shown(), convertLine(dir, []string{f.path}))
}

// convertLines returns the commands that convert documents of old formats, one for each
// folder, which keeps the documents and puts the new ones beside them.
func (m *importer) convertLines() (lines []string) {
	var folders []string
	for dir := range m.convert {
		folders = append(folders, dir)
	}
	slices.SortFunc(folders, natural)
	for _, dir := range folders {
		lines = append(lines, convertLine(dir, m.convert[dir]))
	}
	return lines
}

func convertLine(dir string, files []string) string {
	line := "soffice --headless --convert-to docx --outdir " + quoted(dir)
	for _, f := range files {
		line += " " + quoted(f)
	}
	return line
}

// quoted returns a path as a word of the system's shell.
func quoted(s string) string {
	if runtime.GOOS == "windows" {
		return `"` + s + `"`
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("-_./", r) && !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0x7F)
	}) && s[0] != '-' {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
