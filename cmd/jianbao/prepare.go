package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
	"jianbao/fonts"
	"jianbao/layout/theme"
)

// Limits of what is read besides manifests and articles, in bytes.
const (
	maxThemeSize = strict.MaxSize
	maxFontSize  = 256 << 20 // the largest collections in use have about 120 MB
)

// prepared is an issue read, with everything its setting needs.
type prepared struct {
	issue   *content.Issue
	theme   *theme.Theme
	library *fonts.Library
	inputs  []string // files that were read, as the system names them

	themeFiles []readTheme
	from       reader
}

// reader is where the files of an issue come from.
type reader interface {
	manifest.Reader
	// fontLimit is how many bytes a font file may have.
	fontLimit() int
	// face opens a face of a font that was read.
	face(data []byte, index int) (*fonts.Face, error)
}

// systemReader reads what the user named, wherever it lies.
type systemReader struct{ *manifest.Disk }

func (systemReader) fontLimit() int { return maxFontSize }

func (systemReader) face(data []byte, index int) (*fonts.Face, error) { return fonts.Open(data, index) }

// prepare reads an issue, its theme and its fonts. What is wrong with them is in
// log, and then parts of the result may be nil.
func (a *app) prepare(from reader, choices cli.Choices, library *fonts.Library, log *diag.List) prepared {
	path := from.Manifest()
	p := prepared{inputs: []string{path}, from: from}
	p.issue = manifest.Load(from, manifest.Options{}, log)
	if p.issue == nil {
		return p
	}
	p.addArticles(filepath.Dir(path))

	loader := theme.Loader{
		Dir: filepath.Dir(path),
		ReadFile: func(name string) ([]byte, error) {
			p.inputs = append(p.inputs, name)
			data, err := from.Read(manifest.KindTheme, name, maxThemeSize)
			if err == nil {
				p.themeFiles = append(p.themeFiles, readTheme{name, data})
			}
			return data, err
		},
	}
	name := p.issue.Style.Theme
	if choices.Theme != "" {
		// A path given to the command is relative to where the command runs.
		name, loader.Dir = argumentText("--theme", choices.Theme), ""
	}
	set := slices.Clone(p.issue.Style.Set)
	for _, kv := range choices.Set {
		set = append(set, settingOf(kv))
	}
	var err error
	p.theme, err = loader.Load(name, set, log)
	if err != nil {
		at, shown := name.Place.At(0, len(name.Value)), name.Value
		var unread *theme.ReadError
		if errors.As(err, &unread) { // perhaps of one that the theme extends
			shown = filepath.ToSlash(unread.Path)
		}
		switch {
		case outside(err, at, log), manifest.Refused(err, at, shown, maxThemeSize, log):
		default:
			log.Add("theme-unreadable", at, shown, reason(err))
		}
		return p
	}
	p.library = library
	if files := slices.Concat(p.theme.Files, p.issue.Style.Fonts); len(files) > 0 {
		// The manifest's own come last and win.
		p.library = library.Clone()
		for _, f := range files {
			p.inputs = append(p.inputs, f.Path)
			p.addFont(f, log)
		}
	}
	return p
}

// complete reports whether there is enough to compose the issue, perhaps with
// errors in it, which may then be followed by others of its setting.
func (p *prepared) complete() bool {
	return p.issue != nil && p.theme != nil && p.library != nil && len(p.issue.Sections) > 0
}

// addArticles names the files of the articles and their pictures as inputs.
func (p *prepared) addArticles(dir string) {
	for _, s := range p.issue.Sections {
		for i := range s.Articles {
			if f := s.Articles[i].File; f != nil && f != p.issue.Source {
				// The path is as shown, from the working folder; the manifest's
				// folder is tried too, so that the answer does not hang on that.
				name := filepath.FromSlash(f.Path)
				p.inputs = append(p.inputs, name)
				if !filepath.IsAbs(name) {
					p.inputs = append(p.inputs, filepath.Join(dir, name))
				}
			}
		}
	}
	for _, pic := range p.issue.Pictures() {
		if pic.Image != nil {
			p.inputs = append(p.inputs, filepath.Join(dir, filepath.FromSlash(pic.Image.Name)))
		}
	}
}

// outside reports a file that the issue may not be made of; ok is false if err
// is about something else.
func outside(err error, at diag.Span, log *diag.List) (ok bool) {
	var refused *manifest.OutsideError
	if !errors.As(err, &refused) {
		return false
	}
	log.Add("batch-outside", at, refused.Name)
	return true
}

// addFont opens a font of the office's own and adds it to the library.
func (p *prepared) addFont(f content.FontFile, log *diag.List) {
	shown := filepath.ToSlash(f.Path)
	data, err := p.from.Read(manifest.KindFont, f.Path, p.from.fontLimit())
	if outside(err, f.Span, log) {
		return
	}
	if errors.Is(err, fs.ErrNotExist) {
		log.Add("font-missing", f.Span, shown)
		return
	}
	if manifest.Refused(err, f.Span, shown, p.from.fontLimit(), log) {
		return
	}
	if err != nil {
		log.Add("font-unreadable", f.Span, shown, reason(err))
		return
	}
	face, err := p.from.face(data, f.Index)
	var refused *fonts.OpenError
	if errors.As(err, &refused) {
		log.Add(diag.Code("font-"+refused.Reason), f.Span, shown, refused.Detail, f.Index, refused.Faces)
		return
	}
	if err != nil {
		log.Add("font-damaged", f.Span, shown, err)
		return
	}
	const restricted = 0x0002 // OS/2 fsType: restricted licence embedding
	if face.FSType()&0x000F == restricted {
		log.Add("font-restricted", f.Span, shown)
	}
	p.library.AddFile(f.Name, f.Path, face)
}

// argumentText makes a text of a flag's value, so that messages can show it.
func argumentText(flag, value string) content.Text {
	src := &diag.Source{Path: flag, Data: []byte(value)}
	return content.Text{Value: value, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}
}

// settingOf reads the value of a --set as TOML would, if it is a value of TOML;
// otherwise it is text, so that nobody has to quote for TOML and the shell.
func settingOf(kv cli.KeyValue) content.Setting {
	src := &diag.Source{Path: "--set", Data: []byte(kv.Key + "=" + kv.Value)}
	s := content.Setting{Key: kv.Key, Value: kv.Value, Span: diag.Span{Source: src, End: len(src.Data)}}
	if strings.ContainsAny(kv.Value, "\n\r#") {
		return s
	}
	var quiet diag.List
	table, ok := strict.Parse(&diag.Source{Data: []byte("v = " + kv.Value)}, &quiet)
	if !ok || quiet.Len() > 0 {
		return s
	}
	switch v := table.Value("v").Any().(type) {
	case string, int64, float64, bool, []any:
		s.Value = v
	}
	return s
}

// reason returns the part of an I/O error that says why, without the path,
// which messages have anyway.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
