package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/officefonts"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// systemFace is what "fonts --system --format json" prints for a face.
type systemFace struct {
	Type     string `json:"type"` // "system"
	Role     string `json:"role"`
	Name     string `json:"name"`
	Path     string `json:"path"`
	Index    int    `json:"index"`
	FSType   int    `json:"fsType"`
	Forbids  bool   `json:"forbidsEmbedding"`
	Inserted bool   `json:"inserted"`
}

// systemFonts prints the office faces of the system as lines of [style.fonts];
// with a manifest, only those of roles that its theme names and that it gives no
// font for. With --write it inserts them there.
func (a *app) systemFonts(o *cli.Arguments) int {
	var log diag.List
	found, files, more := officefonts.Find(officefonts.Folders(runtime.GOOS, a.getenv))
	var text []byte
	var path string
	var have []string // roles with faces on the system for which the manifest gives others or these
	if len(o.Operands) > 0 {
		path = manifestOf(o.Operands[0])
		e := edition.New(edition.Options{Tool: tool()}).ReadFile(path, o.Choices, &log)
		if e.Issue == nil || e.Theme == nil {
			a.report(&log)
			a.closeRun(&log, "")
			return statusOf(&log)
		}
		log = diag.List{} // what else is wrong with the issue, check reports
		var err error
		if text, err = os.ReadFile(path); err != nil {
			return a.failed(err)
		}
		var given []string // also by publication.toml
		for _, f := range e.Issue.Style.Fonts {
			given = append(given, f.Name)
		}
		for _, f := range officefonts.Needed(found, e.Theme.FaceNames(), nil, nil) {
			if !f.Forbidden() {
				have = append(have, f.Role)
			}
		}
		found = officefonts.Needed(found, e.Theme.FaceNames(), text, given)
	} else if o.Write {
		return a.wrongUsage("fonts", "usage-manifest", diag.Fix{})
	}
	if more {
		log.Add("fonts-system-more", diag.Span{}, officefonts.MaxFiles)
	}
	usable := slices.DeleteFunc(slices.Clone(found), func(f officefonts.Found) bool { return f.Forbidden() })
	switch {
	case len(usable) == 0 && len(have) > 0:
		log.Add("fonts-system-given", diag.Span{}, have)
	case len(usable) == 0:
		log.Add("fonts-system-none", diag.Span{}, files)
	}
	inserted := false
	if o.Write && len(usable) > 0 {
		inserted = a.insertFonts(path, text, usable, &log)
	}
	status := a.print(a.systemLines(found, inserted))
	a.report(&log)
	did := a.faces(len(found))
	switch shown := diag.Escape(filepath.ToSlash(path)); {
	case inserted:
		did += a.choose("，写进 "+shown+" "+itoa(len(usable))+" 款", ", "+itoa(len(usable))+" inserted in "+shown)
	case o.Write:
		did += a.choose("，"+shown+" 没有改动", ", "+shown+" not changed")
	}
	a.closeRun(&log, did)
	return max(status, statusOf(&log))
}

// insertFonts writes a manifest with further lines of [style.fonts] and reports
// whether it did.
func (a *app) insertFonts(path string, text []byte, faces []officefonts.Found, log *diag.List) bool {
	out, err := officefonts.Insert(text, faces)
	if err != nil {
		log.Add("fonts-system-insert", diag.Span{}, filepath.ToSlash(path))
		return false
	}
	if err := writeOutput(path, out, a.stdout); err != nil {
		outputFailure(log, path, err)
		return false
	}
	return true
}

// systemLines returns the faces as a table of a manifest, or as JSON Lines. A face
// that must not be embedded is a comment.
func (a *app) systemLines(found []officefonts.Found, inserted bool) []byte {
	var b bytes.Buffer
	if a.json {
		for i := range found {
			f := &found[i]
			b.Write(jsonLine(systemFace{"system", f.Role, f.Name, filepath.ToSlash(f.Path), f.Index, int(f.FSType), f.Forbidden(), inserted && !f.Forbidden()}))
		}
		return b.Bytes()
	}
	if len(found) > 0 {
		b.WriteString("[style.fonts]\n")
	}
	for i := range found {
		f := &found[i]
		mark, embedding := "", a.choose("可以嵌入", "may be embedded")
		if f.Forbidden() {
			mark, embedding = "# ", a.choose("字体的许可禁止嵌入 PDF，不能用", "its licence forbids embedding in a PDF")
		}
		fmt.Fprintf(&b, "%s%s  # %s, fsType %d: %s\n", mark, f.Line(), strings.ReplaceAll(f.Name, "\n", " "), f.FSType, embedding)
	}
	return b.Bytes()
}
