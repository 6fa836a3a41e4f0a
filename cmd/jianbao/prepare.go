package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

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
}

// prepare reads the issue of a manifest, its theme and its fonts. What the user
// can mend is in log, and then parts of the result may be nil; an error means
// that the system failed.
func (a *app) prepare(path string, o options, library *fonts.Library, log *diag.List) (prepared, error) {
	p := prepared{inputs: []string{path}}
	p.issue = manifest.Load(path, manifest.Options{}, log)
	if p.issue == nil {
		return p, nil
	}
	p.addArticles(filepath.Dir(path))

	loader := theme.Loader{
		Dir: filepath.Dir(path),
		ReadFile: func(name string) ([]byte, error) {
			p.inputs = append(p.inputs, name)
			return manifest.ReadFile(name, maxThemeSize)
		},
	}
	name := p.issue.Style.Theme
	if o.theme != "" {
		// A path given to the command is relative to where the command runs.
		name, loader.Dir = argumentText("--theme", o.theme), ""
	}
	set := slices.Clone(p.issue.Style.Set)
	for _, kv := range o.set {
		set = append(set, settingOf(kv))
	}
	var err error
	p.theme, err = loader.Load(name, set, log)
	if err != nil {
		var notRegular *manifest.NotRegularError
		var tooLarge *manifest.TooLargeError
		if errors.As(err, &notRegular) || errors.As(err, &tooLarge) {
			log.Add("theme-unreadable", name.Place.At(0, len(name.Value)), name.Value, err)
			return p, nil
		}
		return p, err
	}
	p.library = library
	if files := slices.Concat(p.theme.Files, p.issue.Style.Fonts); len(files) > 0 {
		// The manifest's own come last and win.
		p.library = library.Clone()
		for _, f := range files {
			p.inputs = append(p.inputs, f.Path)
			addFont(p.library, f, log)
		}
	}
	return p, nil
}

// complete reports whether there is enough to compose the issue, perhaps with
// errors in it, which may then be followed by others of its setting.
func (p *prepared) complete() bool {
	return p.issue != nil && p.theme != nil && p.library != nil && len(p.issue.Sections) > 0
}

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
}

// addFont opens a font of the office's own and adds it to the library.
func addFont(library *fonts.Library, f content.FontFile, log *diag.List) {
	shown := filepath.ToSlash(f.Path)
	data, err := manifest.ReadFile(f.Path, maxFontSize)
	if errors.Is(err, fs.ErrNotExist) {
		log.Add("font-missing", f.Span, shown)
		return
	}
	if err != nil {
		log.Add("font-unreadable", f.Span, shown, reason(err))
		return
	}
	face, err := fonts.Open(data, f.Index)
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
	library.AddFile(f.Name, f.Path, face)
}

// argumentText makes a text of a flag's value, so that messages can show it.
func argumentText(flag, value string) content.Text {
	src := &diag.Source{Path: flag, Data: []byte(value)}
	return content.Text{Value: value, Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}
}

// settingOf reads the value of a --set as TOML would, if it is a value of TOML;
// otherwise it is text, so that nobody has to quote for TOML and the shell.
func settingOf(kv keyValue) content.Setting {
	src := &diag.Source{Path: "--set", Data: []byte(kv.key + "=" + kv.value)}
	s := content.Setting{Key: kv.key, Value: kv.value, Span: diag.Span{Source: src, End: len(src.Data)}}
	if strings.ContainsAny(kv.value, "\n\r#") {
		return s
	}
	var quiet diag.List
	table, ok := strict.Parse(&diag.Source{Data: []byte("v = " + kv.value)}, &quiet)
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
