package edition

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/content"
	"jianbao/content/manifest"
)

// source is a file that an issue is made from.
type source struct {
	kind manifest.Kind
	name string // below the manifest's folder; of a file that publication.toml names, below the folder of that
	mime string
	data []byte // of pictures without metadata, see picture.Image.Minimal
	// attached is the name of the attachment; empty: only the hash is recorded.
	attached string
}

// sources returns the files that were read for the issue, in a fixed order:
// manifest, publication.toml, articles, tables, themes, pictures, fonts. Each has its name
// below the manifest's folder; for files elsewhere, and those that a caller has chosen,
// one is made up from the file's own name. Names of publication.toml and its files are
// those that they have if it stands beside the manifest.
func (e *Edition) sources() []source {
	folder := path.Dir(e.Issue.Source.Path)
	below := func(name string) string {
		if folder == "." {
			return name
		}
		return strings.TrimPrefix(name, strings.TrimSuffix(folder, "/")+"/")
	}
	elsewhere := func(kind manifest.Kind, name string) string {
		if shared, ok := e.sharedName(name); ok {
			return shared
		}
		if own, ok := e.belowFolder(filepath.FromSlash(folder), name); ok {
			return own
		}
		return kind + "/" + filepath.Base(name)
	}
	list := []source{{kind: manifest.KindManifest, name: path.Base(e.Issue.Source.Path), mime: "application/toml", data: e.Issue.Source.Bytes()}}
	if s := e.Issue.Shared; s != nil {
		list = append(list, source{kind: manifest.KindPublication, name: manifest.PublicationName, mime: "application/toml", data: s.Source.Bytes()})
	}
	seen := map[string]bool{}
	for _, s := range e.Issue.Sections {
		for i := range s.Articles {
			a := &s.Articles[i]
			if a.File == nil || a.File == e.Issue.Source || seen[a.File.Path] {
				continue
			}
			seen[a.File.Path] = true
			list = append(list, source{kind: manifest.KindArticle, name: below(a.File.Path), mime: articleMIME(a), data: a.File.Bytes()})
		}
	}
	for _, f := range e.Issue.TableFiles() {
		mime := "text/csv"
		if strings.ToLower(path.Ext(f.Path)) != ".csv" {
			mime = "text/tab-separated-values"
		}
		list = append(list, source{kind: manifest.KindTable, name: below(f.Path), mime: mime, data: f.Bytes()})
	}
	for _, f := range e.themes {
		list = append(list, source{kind: manifest.KindTheme, name: elsewhere(manifest.KindTheme, f.name), mime: "application/toml", data: f.data})
	}
	list = append(list, pictureSources(e.Issue)...)
	list = append(list, e.fontSources(elsewhere)...)
	if e.Issue.Shared != nil {
		distinguish(list)
	}
	nameAttachments(list)
	return list
}

// sharedName returns the name below the folder of publication.toml of a file that is there
// and not below the manifest's folder.
func (e *Edition) sharedName(name string) (below string, ok bool) {
	s := e.Issue.Shared
	if s == nil || s.Up == 0 {
		return "", false
	}
	if _, own := e.belowFolder(filepath.Dir(filepath.FromSlash(e.Issue.Source.Path)), name); own {
		return "", false
	}
	return e.belowFolder(s.Folder, name)
}

// belowFolder returns the name of a file below a folder, with slashes; ok is false if it is
// elsewhere. On disk it does not matter how both are spelled; names of other readers do not
// depend on the working folder.
func (e *Edition) belowFolder(folder, name string) (below string, ok bool) {
	if e.onDisk {
		var errFolder, errName error
		folder, errFolder = filepath.Abs(folder)
		if name, errName = filepath.Abs(name); errFolder != nil || errName != nil {
			return "", false
		}
	}
	below, err := filepath.Rel(folder, name)
	return filepath.ToSlash(below), err == nil && filepath.IsLocal(below)
}

// distinguish gives a file of publication.toml another name if the issue has a file of the
// same name.
func distinguish(list []source) {
	taken := map[string]bool{}
	for i := range list {
		s := &list[i]
		if taken[s.name] {
			s.name = manifest.KindPublication + "/" + s.name
		}
		taken[s.name] = true
	}
}

// articleMIME returns the media type of an article's file.
func articleMIME(a *content.Article) string {
	const office, macros = "application/vnd.openxmlformats-officedocument.wordprocessingml.", "application/vnd.ms-word."
	ext := strings.ToLower(path.Ext(a.File.Path))
	if a.File.Units == nil { // it is text
		if ext == ".md" || ext == ".markdown" {
			return "text/markdown"
		}
		return "text/plain"
	}
	switch ext {
	case ".dotx":
		return office + "template"
	case ".docm":
		return macros + "document.macroEnabled.12"
	case ".dotm":
		return macros + "template.macroEnabled.12"
	}
	return office + "document"
}

// pictureSources returns the pictures of an issue. Those that are attached have no
// metadata, because the file is published; of those that are not, the hash is that of
// the file as it was read.
func pictureSources(issue *content.Issue) (list []source) {
	seen := map[string]bool{}
	for _, p := range issue.Pictures() {
		im := p.Image
		if im == nil || p.Embedded || seen[im.Name] {
			continue
		}
		seen[im.Name] = true
		name, _ := issue.Shared.Below(im.Name)
		s := source{kind: manifest.KindPicture, name: name, mime: im.Format.MIME(), data: im.Data}
		if issue.Archive.Pictures {
			s.data = im.Minimal()
		}
		list = append(list, s)
	}
	return list
}

// documentPictures returns the number of pictures in a document of Word; 0 for other files.
// They are in it as they were put there, whether the article shows them or not.
func documentPictures(a *content.Article) (n int) {
	if a.File == nil || a.File.Units == nil {
		return 0
	}
	data := a.File.Bytes()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0
	}
	for _, part := range z.File {
		if path.Base(path.Dir(part.Name)) == "media" { // where all programs put them
			n++
		}
	}
	return n
}

// fontSources returns the font files that theme and manifest give.
func (e *Edition) fontSources(named func(manifest.Kind, string) string) (list []source) {
	seen := map[string]bool{}
	for _, g := range e.given {
		if !seen[g.Path] {
			seen[g.Path] = true
			list = append(list, source{kind: manifest.KindFont, name: named(manifest.KindFont, g.Path), data: g.data})
		}
	}
	return list
}

// nameAttachments names the attachments: the last part of each file's name, which
// every program can write to a folder, with a number where it would not be unique.
// Fonts are not attached, because most licences do not permit it.
func nameAttachments(list []source) {
	taken := map[string]bool{folded(recordName): true}
	for i := range list {
		s := &list[i]
		if s.mime == "" {
			continue
		}
		base := strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7F || strings.ContainsRune(`\/:*?"<>|`, r) {
				return '_'
			}
			return r
		}, path.Base(s.name))
		ext := path.Ext(base)
		for n := 1; ; n++ {
			if s.attached = base; n > 1 {
				s.attached = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(base, ext), n, ext)
			}
			if !taken[folded(s.attached)] {
				break
			}
		}
		taken[folded(s.attached)] = true
	}
}

// folded returns a name such that names that are the same file on some system are
// equal.
func folded(name string) string { return strings.ToLower(norm.NFC.String(name)) }

func sha256Hex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
