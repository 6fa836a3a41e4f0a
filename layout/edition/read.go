package edition

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unsafe"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/parts"
	"jianbao/content/strict"
	"jianbao/fonts"
	"jianbao/layout/theme"
)

const maxThemeSize = strict.MaxSize

// ReadFile is Read for a manifest on disk; themes, fonts and profiles may be in
// any folder.
func (g *Engine) ReadFile(name string, c Choices, log *diag.List) *Edition {
	disk := manifest.NewDisk(name)
	defer disk.Close()
	return g.Read(disk, c, log)
}

// Read reads all files of an issue: manifest, articles, pictures, theme, fonts
// and ICC profile; and resolves how the edition's file is made. Problems are
// added to log, and fields of the edition may then be nil. The later stages add
// their findings to the same list.
func (g *Engine) Read(from manifest.Reader, c Choices, log *diag.List) *Edition {
	return g.ReadAgain(from, c, nil, log)
}

// ReadAgain is Read for an issue that is read again and again: memo has what the last
// edition was made of, and is used and written to by all stages of this one. The next
// edition must not be read before this one is composed.
func (g *Engine) ReadAgain(from manifest.Reader, c Choices, memo *Memo, log *diag.List) *Edition {
	e := &Edition{engine: g, chosen: c, memo: memo, log: log, inputs: []string{from.Manifest()}}
	e.Issue = manifest.Load(from, manifest.Options{NoPublication: c.NoPublication, Context: c.Context, ThemeKeys: themeKeys{}, Memo: of(memo, func(m *Memo) *manifest.Memo { return &m.manifest })}, log)
	if paths, ok := from.(interface{ OnDisk() bool }); ok { // see manifest.Disk
		e.onDisk = paths.OnDisk()
	}
	if e.ended() {
		e.Issue = nil
	}
	if e.Issue == nil {
		return e
	}
	log.In(e.Issue.Parts)
	r := reading{Edition: e, from: from, dir: filepath.Dir(from.Manifest())}
	r.addShared()
	r.addCopy()
	if !r.loadTheme() {
		return e
	}
	parts.Recognize(e.Issue, partRules(e.Theme), of(memo, func(m *Memo) *parts.Memo { return &m.parts }))
	reportLeads(e.Issue, log)
	r.fonts()
	r.shareLibrary()
	if e.Complete() {
		e.Output = r.output(c)
	}
	return e
}

// themeKeys is manifest.ThemeKeys.
type themeKeys struct{}

func (themeKeys) Known(name string) bool { return theme.Known(name) }

// reading is the state of Read: an edition whose files are being read.
type reading struct {
	*Edition
	from manifest.Reader
	dir  string // the manifest's folder
}

// addShared adds publication.toml to the inputs.
func (r *reading) addShared() {
	if s := r.Issue.Shared; s != nil {
		r.inputs = append(r.inputs, filepath.Join(s.Folder, manifest.PublicationName))
	}
}

// themeFile is a theme file that was read.
type themeFile struct {
	name string
	data []byte
}

// addCopy adds the files of articles, tables and pictures to the inputs.
func (r *reading) addCopy() {
	// A path is relative to the working folder. The manifest's folder is tried too, so
	// that the result does not depend on the working folder.
	add := func(path string) {
		name := filepath.FromSlash(path)
		r.inputs = append(r.inputs, name)
		if !filepath.IsAbs(name) {
			r.inputs = append(r.inputs, filepath.Join(r.dir, name))
		}
	}
	for _, s := range r.Issue.Sections {
		for i := range s.Articles {
			if f := s.Articles[i].File; f != nil && f != r.Issue.Source {
				add(f.Path)
			}
		}
	}
	for _, f := range r.Issue.TableFiles() {
		add(f.Path)
	}
	for _, pic := range r.Issue.Pictures() {
		if pic.Image == nil || pic.Embedded { // a code, or part of an article's file
			continue
		}
		folder, name := r.dir, pic.Image.Name
		if below, shared := r.Issue.Shared.Below(name); shared {
			folder, name = r.Issue.Shared.Folder, below
		}
		r.inputs = append(r.inputs, filepath.Join(folder, filepath.FromSlash(name)))
	}
}

// theme reads the theme and applies the settings; it returns false if a file of
// the theme could not be read.
func (r *reading) theme(c Choices) bool {
	loader := theme.Loader{
		Dir: r.Issue.Style.Dir,
		ReadFile: func(name string) ([]byte, error) {
			r.inputs = append(r.inputs, name)
			data, err := r.from.Read(manifest.KindTheme, name, maxThemeSize)
			if err == nil {
				r.themes = append(r.themes, themeFile{name, data})
			}
			return data, err
		},
	}
	name := r.Issue.Style.Theme
	if c.Theme != "" {
		// A path among the choices is not relative to the manifest.
		name, loader.Dir = choiceText("--theme", c.Theme), ""
	}
	var err error
	r.Theme, err = loader.Load(name, r.settings(), r.log)
	if err == nil {
		r.replacedSettings(loader)
		return true
	}
	at, shown := name.Place.At(0, len(name.Value)), name.Value
	var unread *theme.ReadError
	if errors.As(err, &unread) { // of the theme, or of one that it extends
		shown = filepath.ToSlash(unread.Path)
	}
	if !reportOutside(err, at, r.log) && !manifest.Refused(err, at, shown, maxThemeSize, r.log) {
		r.log.Add("theme-unreadable", at, shown, diag.Cause(err))
	}
	return false
}

// replacedSettings checks the settings of publication.toml that the issue replaces, with
// the theme that publication.toml has, unless that is a file that is not read here.
func (r *reading) replacedSettings(loader theme.Loader) {
	shared := r.Issue.Shared
	if shared == nil || len(shared.Replaced) == 0 || strings.ContainsAny(shared.Style.Theme.Value, `/\.`) {
		return
	}
	var log diag.List
	if _, err := loader.Load(shared.Style.Theme, shared.Style.Set, &log); err == nil {
		manifest.ReportReplaced(shared, &log, r.log)
	}
}

// settings returns the theme keys that manifest and caller set; later ones take precedence.
func (e *Edition) settings() []content.Setting {
	set := slices.Clone(e.Issue.Style.Set)
	for _, kv := range e.chosen.Set {
		set = append(set, setting(kv))
	}
	return set
}

// reportOutside reports a file that the reader refuses because it is outside the
// issue; ok is false if err is about something else.
func reportOutside(err error, at diag.Span, log *diag.List) (ok bool) {
	var refused *manifest.OutsideError
	if !errors.As(err, &refused) {
		return false
	}
	log.Add("batch-outside", at, refused.Name)
	return true
}

// fonts adds the font files of theme and manifest to the bundled library.
func (r *reading) fonts() {
	r.Library = r.engine.library
	// The manifest's own come last and take precedence.
	files := slices.Concat(r.Theme.Files, r.Issue.Style.Fonts)
	if len(files) == 0 {
		return
	}
	r.Library = r.Library.Clone()
	for _, f := range files {
		r.inputs = append(r.inputs, f.Path)
		r.font(f)
	}
	r.faceNames()
}

// font opens a font file and adds it to the library.
func (r *reading) font(f content.FontFile) {
	shown, limit := filepath.ToSlash(f.Path), r.engine.options.MaxFont
	data, err := r.from.Read(manifest.KindFont, f.Path, limit)
	if reportOutside(err, f.Span, r.log) {
		return
	}
	if errors.Is(err, fs.ErrNotExist) {
		r.log.Add("font-missing", f.Span, shown)
		return
	}
	if manifest.Refused(err, f.Span, shown, limit, r.log) {
		return
	}
	if err != nil {
		r.log.Add("font-unreadable", f.Span, shown, diag.Cause(err))
		return
	}
	face, err := r.engine.faces.open(data, f.Index)
	var refused *fonts.OpenError
	if errors.As(err, &refused) {
		r.log.Add(diag.Code("font-"+refused.Reason), f.Span, shown, refused.Detail, f.Index, refused.Faces, staticFile(f, fonts.FamilyName(data, f.Index)), unpacked(refused.Detail))
		return
	}
	if err != nil {
		r.log.Add("font-damaged", f.Span, shown, err)
		return
	}
	const restricted = 0x0002 // OS/2 fsType: restricted licence embedding
	if face.FSType()&0x000F == restricted {
		r.log.Add("font-restricted", f.Span, shown)
	}
	r.Library.AddFile(f.Name, f.Path, face)
	r.given = append(r.given, givenFace{FontFile: f, face: face, data: data})
}

// faceCache keeps the opened faces of font files whose total size is at most
// limit bytes.
type faceCache struct {
	limit int
	size  int
	faces map[faceKey]openedFace
}

// faceKey identifies a face by the memory of its file: a reader that keeps a
// file returns the same slice again.
type faceKey struct {
	data  *byte
	size  int
	index int
}

type openedFace struct {
	face *fonts.Face
	err  error
}

func (c *faceCache) open(data []byte, index int) (*fonts.Face, error) {
	if c.limit == 0 {
		return fonts.Open(data, index)
	}
	key := faceKey{unsafe.SliceData(data), len(data), index}
	f, known := c.faces[key]
	if !known {
		if c.size += len(data); c.size > c.limit || c.faces == nil {
			c.faces, c.size = map[faceKey]openedFace{}, len(data)
		}
		f.face, f.err = fonts.Open(data, index)
		c.faces[key] = f
	}
	return f.face, f.err
}
