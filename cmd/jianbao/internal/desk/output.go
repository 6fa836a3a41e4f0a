package desk

import (
	"io/fs"
	"net/http"
	"path/filepath"
	"time"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// profiles are the purposes of the three files.
var profiles = [...]string{"screen", "print", "archive"}

// suffix is what the name of a profile's file ends in.
func suffix(profile string) string {
	if profile == "screen" {
		return ""
	}
	return "-" + profile
}

// outputInfo is a finished file.
type outputInfo struct {
	Path    string `json:"path"` // below the issue's folder
	Profile string `json:"profile"`
	Bytes   int64  `json:"bytes"`
	Old     bool   `json:"old,omitempty"` // the issue has changed since
}

// outputs are the finished files of an issue.
func (w *work) outputs() []outputInfo {
	return finished(filepath.Base(w.folder.path), w.newest(), w.folder.root.Stat)
}

// finished returns the finished files of an issue whose folder has a name, and whose files
// changed last at a time.
func finished(folder string, changed time.Time, stat func(name string) (fs.FileInfo, error)) []outputInfo {
	list := []outputInfo{}
	for _, profile := range profiles {
		name := folder + suffix(profile) + ".pdf"
		info, err := stat(name)
		if err != nil {
			continue
		}
		list = append(list, outputInfo{Path: name, Profile: profile, Bytes: info.Size(), Old: changed.After(info.ModTime())})
	}
	return list
}

// newest returns when a file of the issue changed last.
func (w *work) newest() (last time.Time) {
	w.mu.Lock()
	names := w.inputs
	for _, t := range w.texts {
		if t.foreign == nil && !t.since.IsZero() { // not on disk yet
			last = time.Now()
		}
	}
	w.mu.Unlock()
	for _, name := range names {
		if changed := stampOf(name).time; changed.After(last) {
			last = changed
		}
	}
	return last
}

// builtInfo is the answer to the making of a file.
type builtInfo struct {
	Output   string        `json:"output,omitempty"` // empty: there are errors
	Findings []findingInfo `json:"findings"`
	Checked  int           `json:"checked"` // the revision that they are about

	Cancelled bool `json:"cancelled,omitempty"` // nothing was written
}

// build makes the file of a profile: that of "jianbao build --profile", beside the
// manifest.
func (s *server) build(w *work, rw http.ResponseWriter, profile string) {
	s.work(1)
	defer s.work(-1)
	ctx, end := w.makings.begin(s.ctx)
	defer end()
	w.save(0)
	if err := w.unsaved(); err != nil { // the file would not have what the page shows
		s.fail(rw, err)
		return
	}
	cancelled := func() {
		w.told.send(event{"made", 0})
		answer(rw, builtInfo{Cancelled: true, Findings: []findingInfo{}})
	}
	if !w.lock(ctx) {
		cancelled()
		return
	}
	defer w.composing.Unlock()
	var log diag.List
	var e *edition.Edition
	var failed error
	for i, stage := range []func(){
		func() {
			e = w.engine.ReadFile(filepath.Join(w.folder.path, manifestName), edition.Choices{Profile: profile, Epoch: s.options.Epoch, Context: ctx}, &log)
			e.Permit()
		},
		func() { e.Compose() },
		func() { failed = e.Render() },
		func() { e.Preflight() },
	} {
		w.told.send(event{"making", i + 1})
		stage()
		switch {
		case ctx.Err() != nil:
			cancelled()
			return
		case failed != nil:
			s.fail(rw, failed)
			return
		}
	}
	named := func(*diag.Source) string { return "" }
	if e.Issue != nil {
		named = e.Below
	}
	w.mu.Lock()
	checked := w.revision
	w.mu.Unlock()
	info := builtInfo{Findings: s.findings(log.Items(), named), Checked: checked}
	if !log.HasErrors() && e.PDF() != nil {
		name := filepath.Base(w.folder.path) + suffix(profile) + ".pdf"
		if err := w.folder.write(name, e.PDF()); err != nil {
			s.fail(rw, err)
			return
		}
		info.Output = name
	}
	w.told.send(event{"made", 0})
	answer(rw, info)
}

// work counts the jobs that run.
func (s *server) work(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.active += n
}

// output answers with a finished file.
func (s *server) output(w *work, rw http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	for _, o := range w.outputs() {
		if o.Path != name {
			continue
		}
		data, err := w.folder.read(name, 1<<30)
		if err != nil {
			s.fail(rw, err)
			return
		}
		rw.Header().Set("Content-Type", "application/pdf")
		rw.Header().Set("Content-Disposition", "attachment")
		rw.Write(data)
		return
	}
	s.fail(rw, fs.ErrNotExist)
}

// openOutput opens a finished file, or the folder of the issue, with the system's
// program.
func (s *server) openOutput(w *work, name string) error {
	if s.options.Show == nil {
		return errWrong
	}
	if name == "" {
		return s.options.Show(w.folder.path)
	}
	for _, o := range w.outputs() {
		if o.Path == name {
			return s.options.Show(filepath.Join(w.folder.path, name))
		}
	}
	return errWrong
}
