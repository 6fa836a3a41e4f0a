package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/content/manifest"
)

// recorded is the data recorded about an issue when it was built.
type recorded struct {
	from    string // source: the journal, a report
	sidecar string // the sidecar, relative to the output; empty: none

	title, number, printed, record, date, profile string
	year, pages                                   int
	sources                                       []batch.Input
	manifest                                      string // path of the manifest; empty: it is among the sources
	alone                                         bool   // there is no other record of the file: no journal, report or sidecar
}

func recordOf(r *batch.Result) *recorded {
	return &recorded{
		from: journalFile, title: r.Title, number: r.RawNumber, printed: r.Number, record: r.Record, date: r.Date, profile: r.Profile,
		year: r.Year, pages: r.Pages, sources: r.Inputs,
	}
}

func recordOfRow(r *report.Row) *recorded {
	return &recorded{
		from: report.IndexName, title: r.Title, printed: r.Issue, record: r.Record, date: r.Date, profile: r.Profile, year: r.Year, pages: r.Pages, manifest: r.Manifest, alone: true,
	}
}

func recordOfReport(r *bag.Report) *recorded {
	rec := &recorded{
		title: r.Title, number: r.Number, printed: r.Issue, record: r.Record, date: r.Date, profile: r.Profile, year: r.Year, pages: r.Pages,
	}
	for _, in := range r.Inputs {
		rec.sources = append(rec.sources, batch.Input{Name: in.Name, Kind: in.Kind, SHA512: in.SHA512})
	}
	return rec
}

// standard returns the standard that the file must conform to, such as
// "PDF/A-2u"; empty if none.
func (r *recorded) standard() string {
	_, standard, _ := strings.Cut(r.profile, " ")
	return standard
}

// isArchive reports whether the file must be PDF/A.
func (r *recorded) isArchive() bool { return strings.HasPrefix(r.standard(), "PDF/A-") }

// mustAttach reports whether PDF/A-3 has to carry a source along: manifest,
// articles and tables. Themes come as well if they are the issue's own.
func mustAttach(in *batch.Input) bool {
	return in.Kind == manifest.KindManifest || in.Kind == manifest.KindArticle || in.Kind == manifest.KindTable
}

// parseReport parses a report of an issue.
func parseReport(data []byte) (*bag.Report, error) {
	var r bag.Report
	if err := json.Unmarshal(data, &r); err != nil {
		return nil, err
	}
	if r.Schema != bag.ReportSchema {
		return nil, fmt.Errorf("schema %d", r.Schema)
	}
	return &r, nil
}

// parseSidecar parses a sidecar: texts and numbers by their names from DA/T 46.
func parseSidecar(data []byte) (map[string]string, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for k, v := range all {
		switch v := v.(type) {
		case string:
			texts[k] = v
		case json.Number:
			texts[k] = v.String()
		}
	}
	return texts, nil
}
