package edition

import (
	"errors"

	"jianbao/content/diag"
	"jianbao/content/folder"
	"jianbao/content/picture"
	"jianbao/content/proof"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/preflight"
)

// Proof checks the copy as a proofreader would and adds findings.
func (e *Edition) Proof() {
	if e.Issue != nil {
		proof.Check(e.Issue, of(e.memo, func(m *Memo) *proof.Memo { return &m.proof }), e.log)
		proof.Permit(e.Issue, e.log)
	}
}

// CheckFolder compares an edition that was read with ReadFile with the files around it
// and adds findings.
func (e *Edition) CheckFolder() { e.FindAround(e.log) }

// FindAround is CheckFolder that adds the findings to another list. They depend on the
// folders, the manifest and the names of the inputs, not on the text of articles.
func (e *Edition) FindAround(log *diag.List) {
	if e.Issue != nil {
		log.In(e.Issue.Parts)
		folder.Check(e.Issue, e.inputs[0], e.inputs, e.log.Items(), log)
	}
}

// Permit checks an edition for print or archive for what the licence of internal
// publications (内部资料) forbids. Proof checks that in any edition.
func (e *Edition) Permit() {
	if e.Complete() && e.Output.Profile != pdf.Screen {
		proof.Permit(e.Issue, e.log)
	}
}

// Render makes the PDF unless there are errors among the findings or the context is
// done. Damaged
// pictures become findings; any other failure is returned.
func (e *Edition) Render() error {
	if e.Doc == nil || e.log.HasErrors() {
		return nil
	}
	e.job.Ready(e.log)
	if e.ended() || e.log.HasErrors() {
		return nil
	}
	o := e.Output.Options
	o.Deflaters, o.Context = &e.engine.deflaters, e.chosen.Context
	if o.Standard == pdf.A3u {
		var err error
		if o.Attachments, err = e.attachments(); err != nil {
			return err
		}
	}
	result, err := pdf.Build(e.Doc, o)
	if err != nil {
		if e.ended() || reportDamaged(err, e.log) || e.reportDamagedFace(err) {
			return nil
		}
		return err
	}
	e.Result, e.job.Result = result, result
	return nil
}

// reportDamaged reports a picture whose pixels are damaged although its headers
// are valid; ok is false if err is about something else.
func reportDamaged(err error, log *diag.List) (ok bool) {
	var at *pdf.PictureError
	var why *picture.Error
	if !errors.As(err, &at) || !errors.As(err, &why) {
		return false
	}
	log.Add(diag.Code("picture-"+why.Reason), at.Item.Place, at.Item.Image.Name, why.Format+why.Detail)
	return true
}

// RenderFinds reports whether Render can have findings. For the screen it has
// none without pictures and given font files.
func (e *Edition) RenderFinds() bool {
	return e.Doc != nil && (e.Output.Profile != pdf.Screen || len(e.given) > 0 || hasPictures(e.Doc))
}

func hasPictures(doc *frame.Document) bool {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if _, ok := item.(*frame.Picture); ok {
				return true
			}
		}
	}
	return false
}

// Preflight checks the edition as a print shop or archive would and adds
// findings. If Render made no file, it checks only the pages.
func (e *Edition) Preflight() {
	if e.Doc != nil {
		e.job.Check(e.log)
	}
}

// Report returns the findings and a description of the edition as JSON.
func (e *Edition) Report(lang diag.Lang) ([]byte, error) {
	t := e.engine.options.Tool
	w := preflight.Writing{Tool: t.Name, Version: t.Version, Lang: lang, Faces: e.Library.Faces()}
	for _, v := range e.Values() {
		if v.Value != nil {
			w.Values = append(w.Values, preflight.Value{Key: v.Key, Value: v.JSON(), At: v.At, From: v.From})
		}
	}
	return e.job.Report(e.log).JSON(w)
}
