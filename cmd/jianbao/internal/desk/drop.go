package desk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/cmd/jianbao/internal/batch/sheet"
	"jianbao/cmd/jianbao/internal/importcopy"
	"jianbao/content/diag"
)

// Limits of what is dropped on a desk.
const (
	maxUpload = 64 << 20    // bytes of a file
	maxPixels = 100_000_000 // of a picture
	maxFiles  = 200         // of a drop
)

// isDropName reports whether a name is one that a page gives a drop.
func isDropName(name string) bool {
	return len(name) >= 6 && len(name) <= 40 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// dropsFolder holds the files of drops until they are imported.
var dropsFolder = filepath.Join(own, "drops")

// upload takes a dropped file. With a name for the drop it is kept until the whole drop
// is imported, else it is imported at once.
func (s *server) upload(w *work, rw http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxUpload))
	if err != nil {
		s.fail(rw, err)
		return
	}
	q := request{Drop: r.URL.Query().Get("drop"), Article: -1}
	alone := q.Drop == ""
	if alone {
		q.Drop = "alone" + strconv.FormatInt(time.Now().UnixNano(), 36)
	}
	if err := w.keepDropped(q.Drop, r.URL.Query().Get("name"), data); err != nil {
		s.fail(rw, err)
		return
	}
	if !alone {
		answer(rw, result{})
		return
	}
	q.Section, _ = strconv.Atoi(r.URL.Query().Get("section"))
	did, err := w.importDrop(&q)
	if err == nil && len(did.Files) == 0 {
		err = &problem{http.StatusUnsupportedMediaType, diag.Term{ZH: strings.Join(did.Told, "\n"), EN: strings.Join(did.Told, "\n")}}
	}
	if err != nil {
		s.fail(rw, err)
		return
	}
	answer(rw, did)
}

// keepDropped writes a file of a drop into the desk's own folder, if its content is what
// can be imported.
func (w *work) keepDropped(drop, given string, data []byte) error {
	file := path.Clean(strings.ReplaceAll(given, "\\", "/"))
	if runtime.GOOS == "windows" {
		file = forWindows(file)
	}
	local, err := clean(file)
	if err != nil || !isDropName(drop) {
		return errOutside
	}
	ending, err := endingOf(file, data)
	if err != nil {
		return err
	}
	root := w.folder.root
	dir := filepath.Join(dropsFolder, drop)
	if err := root.MkdirAll(filepath.Join(dir, filepath.Dir(local)), 0o777); err != nil {
		return err
	}
	n := 0
	fs.WalkDir(root.FS(), filepath.ToSlash(dir), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			n++
		}
		return nil
	})
	if n >= maxFiles {
		return errMany.of(maxFiles)
	}
	kept := filepath.Join(dir, strings.TrimSuffix(local, filepath.Ext(local))+ending)
	f, err := root.OpenFile(kept, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// forWindows returns a path that Windows accepts: a browser gives names of other systems
// and of other programs, too. Whether it leads out is not changed.
func forWindows(p string) string {
	elements := strings.Split(p, "/")
	for i, e := range elements {
		if e != "" && e != "." && e != ".." {
			elements[i] = name.Clean(e, name.MaxBytes)
		}
	}
	return strings.Join(elements, "/")
}

// endingOf returns the ending of a dropped file by its content, or why it is not taken.
func endingOf(name string, data []byte) (string, error) {
	ending, err := importcopy.EndingOf(name, data, maxPixels)
	switch base := path.Base(name); {
	case errors.Is(err, importcopy.ErrPixels):
		return "", errPixels.of(base, maxPixels/1_000_000)
	case errors.Is(err, importcopy.ErrNoPicture):
		return "", errNoPicture.of(base)
	case err != nil:
		return "", errKind.of(base)
	}
	return ending, nil
}

// importDrop imports the files of a drop, as "jianbao import" does, in one step: copy
// becomes articles of a section, photos and tables become those of the article that is
// selected, or of the last one that was imported. What was not imported is told.
func (w *work) importDrop(q *request) (result, error) {
	if !isDropName(q.Drop) {
		return result{}, errOutside
	}
	w.save(0)
	w.mu.Lock()
	defer w.mu.Unlock()
	dir := filepath.Join(w.folder.path, dropsFolder, q.Drop)
	defer w.folder.root.RemoveAll(filepath.Join(dropsFolder, q.Drop))
	m, err := w.content(manifestName)
	if err != nil {
		return result{}, err
	}
	if !m.since.IsZero() || m.theirs != nil || m.gone {
		return result{}, errUnsaved.of(manifestName)
	}
	before := m.body()
	if err := countable(before); err != nil {
		return result{}, err
	}
	if q.Of != "" {
		if _, err := q.tables(before); err != nil {
			return result{}, err
		}
	}
	d := drop{work: w, dir: dir, text: before, article: q.Article}
	if err := d.copy(q.Section); err != nil {
		return result{}, err
	}
	if err := d.tables(); err != nil {
		return result{}, err
	}
	d.photos()
	if d.text == before && len(d.files) == 0 {
		return result{Told: d.told, Article: q.Article}, nil
	}
	changes := append(d.files, textChange(manifestName, m.raw, m.with(d.text)))
	did, err := w.step("import", changes...)
	did.Told, did.Article, did.New = d.told, d.article, d.added
	return did, err
}

// drop is the state of importDrop.
type drop struct {
	*work
	dir     string // of the files
	text    string // of the manifest
	article int    // index of the one that photos and tables belong to
	files   []fileChange
	alone   []string // photos that no article has
	added   []string // files of new articles
	told    []string
}

// tell adds what findings say.
func (d *drop) tell(log *diag.List) {
	for _, f := range log.Items() {
		if f.Code == "import-photo" || f.Code == "docx-notes" {
			continue // an entry is made for it
		}
		d.told = append(d.told, strings.ReplaceAll(sentence(&f, d.options.Lang), filepath.ToSlash(d.dir)+"/", ""))
	}
}

// copy imports texts, documents and the photos that they have.
func (d *drop) copy(section int) error {
	sections, _ := layOut(d.text)
	options := importcopy.Options{Day: time.Now(), Lang: d.options.Lang, Dry: true, Free: true}
	if section >= 0 && section < len(sections) {
		options.Section = strings.TrimSpace(sections[section].str(d.text, "title"))
	}
	inputs, err := d.inputs(func(name string) bool { return !isSheet(name) })
	if err != nil || len(inputs) == 0 {
		return err
	}
	var log diag.List
	did, err := importcopy.Run(inputs, d.folder.path, options, &log)
	if err != nil {
		return err
	}
	d.tell(&log)
	for _, f := range did.Files {
		if f.Path == manifestName {
			d.text = strings.TrimPrefix(string(f.Data), bom)
			continue
		}
		one := textChange(f.Path, nil, f.Data)
		if isBinary(f.Path) {
			one.binned = new(string)
		}
		d.files = append(d.files, one)
	}
	d.alone = did.Photos
	_, articles := layOut(d.text)
	for i, a := range articles {
		name := a.str(d.text, "file")
		if slices.ContainsFunc(did.Files, func(f importcopy.File) bool { return f.Path == name }) {
			d.article = i
			d.added = append(d.added, name)
		}
	}
	return nil
}

// inputs returns the files and folders of the drop that a function wants.
func (d *drop) inputs(want func(name string) bool) (list []string, err error) {
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() || want(e.Name()) {
			list = append(list, filepath.Join(d.dir, e.Name()))
		}
	}
	return list, nil
}

// isSheet reports whether a name is that of a list or table.
func isSheet(name string) bool {
	return slices.Contains([]string{".csv", ".tsv", ".xlsx", ".xlsm"}, strings.ToLower(path.Ext(name)))
}

// isBinary reports whether a name is that of a file that is not edited as a text.
func isBinary(name string) bool {
	return !slices.Contains([]string{".txt", ".text", ".md", ".markdown", ".csv", ".tsv"}, strings.ToLower(path.Ext(name)))
}

// tables adds dropped sheets and CSV files as tables of the article.
func (d *drop) tables() error {
	inputs, err := d.inputs(isSheet)
	if err != nil {
		return err
	}
	for _, name := range inputs {
		if !isSheet(name) { // a folder
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		base, ending := filepath.Base(name), strings.ToLower(filepath.Ext(name))
		if strings.HasPrefix(ending, ".xls") {
			if data, err = d.csv(base, data); err != nil {
				d.told = append(d.told, base+": "+err.Error())
				continue
			}
			ending = ".csv"
		}
		to := d.free("tables", strings.TrimSuffix(base, filepath.Ext(base)), ending)
		if d.entry("table", to) {
			d.files = append(d.files, textChange(to, nil, data))
		} else {
			d.told = append(d.told, base+": "+inLanguage("先选一篇文章，表格才有地方放", "select an article first that the table belongs to", d.options.Lang))
		}
	}
	return nil
}

// csv returns the first sheet of a workbook as CSV, and tells what it lacks.
func (d *drop) csv(name string, data []byte) ([]byte, error) {
	s, err := sheet.Read(data)
	if err != nil {
		return nil, err
	}
	out, unread := importcopy.SheetCSV(s)
	for _, cell := range unread {
		d.told = append(d.told, fmt.Sprintf(inLanguage("%s 的单元格 %s 是错误值，或没有存下公式的结果，留空", "%s: cell %s shows an error or was saved without the result of its formula; it is empty", d.options.Lang), name, cell))
	}
	if len(s.Others) > 0 {
		d.told = append(d.told, fmt.Sprintf(inLanguage("%s 只取第一张可见的工作表“%s”", "%s: only the first visible sheet is taken, %q", d.options.Lang), name, s.Name))
	}
	if n := len(s.HiddenRows) + len(s.HiddenColumns); n > 0 {
		d.told = append(d.told, fmt.Sprintf(inLanguage("%s 有 %d 个隐藏的行或列，没有取", "%s: %d hidden rows or columns are left out", d.options.Lang), name, n))
	}
	return out, nil
}

// photos adds entries for the photos that no imported article has.
func (d *drop) photos() {
	for _, name := range d.alone {
		if !d.entry("picture", name) {
			d.told = append(d.told, fmt.Sprintf(inLanguage("%s 已放进文件夹，没有选中文章，还没有排进去", "%s is in the folder; no article is selected, so it is on no page yet", d.options.Lang), name))
		}
	}
}

// entry adds a table of the manifest for a file to the article; ok is false if there is
// none.
func (d *drop) entry(kind, file string) (ok bool) {
	_, articles := layOut(d.text)
	if d.article < 0 || d.article >= len(articles) {
		return false
	}
	at := articles[d.article].end
	ending := endingAt([]byte(d.text), len(d.text))
	block := "[[section.article." + kind + "]]" + ending + "file = " + quote(file) + ending
	d.text = d.text[:at] + separated(d.text[:at], block, d.text[at:]) + d.text[at:]
	return true
}
