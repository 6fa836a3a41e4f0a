package edition

import (
	"errors"

	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/content/proof"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/preflight"
)

// Proof reads the copy as a proofreader would.
func (e *Edition) Proof() {
	if e.Issue != nil {
		proof.Check(e.Issue, e.log)
		proof.Permit(e.Issue, e.log)
	}
}

// Permit looks for what a permit for 内部资料 forbids, in an edition that is to
// be printed or archived. Proof looks for it in any.
func (e *Edition) Permit() {
	if e.Complete() && e.Output.Profile != pdf.Screen {
		proof.Permit(e.Issue, e.log)
	}
}

// Render makes the PDF, unless there are errors.
func (e *Edition) Render() error {
	if e.Doc == nil || e.log.HasErrors() {
		return nil
	}
	e.job.Ready(e.log)
	if e.log.HasErrors() {
		return nil
	}
	o := e.Output.Options
	o.Deflaters = &e.engine.deflaters
	if o.Standard == pdf.A3u {
		var err error
		if o.Attachments, err = e.attachments(); err != nil {
			return err
		}
	}
	result, err := pdf.Build(e.Doc, o)
	if err != nil {
		if badPicture(err, e.log) {
			return nil
		}
		return err
	}
	e.Result, e.job.Result = result, result
	return nil
}

// badPicture reports a picture whose headers were sound and whose pixels are
// not; ok is false if err is about something else.
func badPicture(err error, log *diag.List) (ok bool) {
	var at *pdf.PictureError
	var why *picture.Error
	if !errors.As(err, &at) || !errors.As(err, &why) {
		return false
	}
	log.Add(diag.Code("picture-"+why.Reason), at.Item.Place, at.Item.Image.Name, why.Format+why.Detail)
	return true
}

// RenderFinds reports whether Render can have findings: without pictures nothing
// can be wrong with a file for the screen.
func (e *Edition) RenderFinds() bool {
	return e.Doc != nil && (e.Output.Profile != pdf.Screen || hasPictures(e.Doc))
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

// Preflight looks at the edition as those would who get it. What they would send
// back is a finding; where Render made no file, of the pages alone.
func (e *Edition) Preflight() {
	if e.Doc != nil {
		e.job.Check(e.log)
	}
}

// Report returns what Preflight found, and what the edition is made of, as JSON.
func (e *Edition) Report(lang diag.Lang) ([]byte, error) {
	t := e.engine.options.Tool
	return e.job.Report(e.log).JSON(preflight.Writing{Tool: t.Name, Version: t.Version, Lang: lang, Faces: e.Library.Faces()})
}
