package main

import (
	"cmp"
	"errors"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
	"jianbao/layout/preflight"
	"jianbao/layout/theme"
)

// judged makes a job that nobody said a use of be judged as for the print shop:
// of a file for the screen there is little to judge.
func (p *prepared) judged(choices *cli.Choices) {
	said := ""
	if p.issue != nil && p.theme != nil {
		said = cmp.Or(p.issue.Output.Profile.Value, p.theme.Output.Profile)
	}
	if choices.Profile == "" && (said == "" || said == profileNames[pdf.Screen]) {
		choices.Profile = profileNames[pdf.Print]
	}
}

// made makes an issue's file and looks at it as those would who get it; what
// they would send back is in log. The file is nil where log has errors that
// stand in its way. A report, if one is wanted, is written in any case: it is
// there to tell of them. The status is that of a failure of the system.
func (a *app) made(p *prepared, doc *frame.Document, f file, report string, log *diag.List) (made *pdf.Result, status int) {
	f.limitInk(p.theme)
	f.Deflaters = &a.deflaters
	job := preflight.Job{Issue: p.issue, Theme: p.theme, Doc: doc, Options: f.Options, Saddle: f.saddle, Added: f.added}
	if !log.HasErrors() {
		job.Ready(log)
	}
	if !f.skip && !log.HasErrors() {
		var err error
		if job.Result, err = pdf.Build(doc, f.Options); err != nil && !badPicture(err, log) {
			return nil, failure(log, err)
		}
	}
	job.Check(log)
	if report == "" {
		return job.Result, statusDone
	}
	text, err := job.Report(log).JSON(preflight.Writing{Version: versionOf().Version, Lang: a.lang, Faces: p.library.Faces()})
	if err != nil {
		return nil, failure(log, err)
	}
	if err := writeOutput(report, text, a.stdout); err != nil {
		return nil, outputFailure(log, report, err)
	}
	return job.Result, statusDone
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

// limitInk makes the theme's limit of ink, if it has one, that of the printing
// condition, so that conversions keep it as well.
func (f *file) limitInk(th *theme.Theme) {
	if limit := th.Preflight.Ink; limit > 0 && f.Condition != nil {
		c := *f.Condition
		c.TotalInk = limit
		f.Condition = &c
	}
}
