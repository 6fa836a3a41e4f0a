package edition

import (
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
	name string // below the manifest's folder
	mime string
	data []byte // of pictures without metadata, see picture.Image.Minimal
	// attached is the name of the attachment; empty: only the hash is recorded.
	attached string
}

// sources returns the files that were read for the issue, in a fixed order:
// manifest, articles, tables, themes, pictures, fonts. Each has its name below the
// manifest's folder; for files elsewhere, and those that a caller has chosen, one is
// made up from the file's own name.
func (e *Edition) sources() []source {
	folder := path.Dir(e.Issue.Source.Path)
	below := func(name string) string {
		if folder == "." {
			return name
		}
		return strings.TrimPrefix(name, strings.TrimSuffix(folder, "/")+"/")
	}
	elsewhere := func(kind manifest.Kind, name string) string {
		if name = below(filepath.ToSlash(name)); path.IsAbs(name) || strings.HasPrefix(name, "../") || strings.Contains(name, ":") {
			return kind + "/" + path.Base(name)
		}
		return name
	}
	list := []source{{kind: manifest.KindManifest, name: path.Base(e.Issue.Source.Path), mime: "application/toml", data: e.Issue.Source.Bytes()}}
	seen := map[string]bool{}
	for _, s := range e.Issue.Sections {
		for i := range s.Articles {
			a := &s.Articles[i]
			if a.File == nil || a.File == e.Issue.Source || seen[a.File.Path] {
				continue
			}
			seen[a.File.Path] = true
			mime := "text/plain"
			if ext := strings.ToLower(path.Ext(a.File.Path)); ext == ".md" || ext == ".markdown" {
				mime = "text/markdown"
			}
			list = append(list, source{kind: manifest.KindArticle, name: below(a.File.Path), mime: mime, data: a.File.Bytes()})
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
	nameAttachments(list)
	return list
}

// pictureSources returns the pictures of an issue. Those that are attached have no
// metadata, because the file is published; of those that are not, the hash is that of
// the file as it was read.
func pictureSources(issue *content.Issue) (list []source) {
	seen := map[string]bool{}
	for _, p := range issue.Pictures() {
		im := p.Image
		if im == nil || seen[im.Name] {
			continue
		}
		seen[im.Name] = true
		s := source{kind: manifest.KindPicture, name: im.Name, mime: im.Format.MIME(), data: im.Data}
		if issue.Archive.Pictures {
			s.data = im.Minimal()
		}
		list = append(list, s)
	}
	return list
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
