// Package manifest reads an issue: the manifest issue.toml, the article files and
// the pictures below its folder. All errors in them are reported as diagnostics; no
// input is changed or dropped without one.
package manifest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/lookalike"
	"jianbao/content/pattern"
	"jianbao/content/strict"
)

// Limits of an issue.
const (
	MaxArticles    = 10_000
	MaxArticleSize = 32 << 20 // bytes of an article file
)

// Options are the options of Load. The zero Options are the limits above.
type Options struct {
	MaxArticles    int  // 0: MaxArticles
	MaxArticleSize int  // bytes; 0: MaxArticleSize
	NoPublication  bool // publication.toml is not looked for

	// Memo keeps articles for the next time; nil: all are read.
	Memo *Memo

	// ThemeKeys knows the keys of themes, for hints; nil: they are not known.
	ThemeKeys ThemeKeys

	// Context ends reading before its end, between two articles; nil: nothing does. The
	// issue then lacks articles.
	Context context.Context
}

// ThemeKeys reports whether there is a key of themes of a dotted name. Its values are
// comparable.
type ThemeKeys interface{ Known(name string) bool }

// names returns what is known about names in the manifest.
func (o *Options) names() strict.Names {
	n := names
	if o.ThemeKeys != nil {
		n.Setting = o.ThemeKeys.Known
	}
	return n
}

// Load reads the manifest, publication.toml, the articles and the pictures.
//
// The issue is nil if the manifest or publication.toml cannot be read or is not valid
// TOML. Otherwise it holds everything that could be read, and is complete if no
// errors were added to log.
func Load(from Reader, opt Options, log *diag.List) *content.Issue {
	if opt.MaxArticles == 0 {
		opt.MaxArticles = MaxArticles
	}
	if opt.MaxArticleSize == 0 {
		opt.MaxArticleSize = MaxArticleSize
	}
	name := from.Manifest()
	shown := filepath.ToSlash(name)
	raw, err := from.Read(KindManifest, name, strict.MaxSize)
	if err != nil {
		reportUnreadable(err, diag.Whole(shown), shown, strict.MaxSize, log, manifestsNear(from))
		return nil
	}
	if IsPublication(name) {
		log.Add("not-a-manifest", diag.Whole(shown), shown, diag.Term{ZH: "各期共用的设置", EN: "what the issues of a publication share"})
		return nil
	}
	if kind, is := otherKind(name, raw); is {
		log.Add("not-a-manifest", diag.Whole(shown), shown, kind)
		return nil
	}
	root, ok := opt.names().Parse(opt.Memo.source(func(m *Memo) *diag.Source { return m.manifest }, shown, raw), log)
	if !ok {
		return nil
	}
	l := &loader{from: from, dir: filepath.Dir(name), opt: opt, log: log, read: map[string]readPicture{}}
	if !opt.NoPublication && !l.inherit(root) {
		return nil
	}
	l.parts = opt.Memo.begin(root.Span().Source, l.sharedSource())
	issue := l.issue(root)
	findings := log.Len()
	root.Finish(keyNames)
	opt.Memo.end(log.Len() > findings)
	l.references.check(issue, log)
	l.references.joinParts(issue, log)
	misplaced(issue, log)
	lookalike.Check(issue, log)
	return issue
}

var manifestLine = pattern.New(`(?m)^[ \t]*(?:schema[ \t]*[=＝]|[\[［【])`)

// otherKind returns what a file given as a manifest is instead: a document of an
// office program, by its bytes, or an article, by its ending and the absence of any
// line of a manifest.
func otherKind(name string, raw []byte) (kind diag.Term, is bool) {
	if kind, is = documentByMagic(raw); is {
		return kind, true
	}
	is = slices.Contains(articleEndings(), strings.ToLower(filepath.Ext(name))) && !manifestLine().Match(raw)
	return diag.Term{ZH: "文章", EN: "an article"}, is
}

// issueName is the usual name of a manifest.
const issueName = "issue.toml"

// manifestsNear finds manifests for a name that does not exist, given with its
// folder, and folders that have one.
func manifestsNear(from Reader) nearby {
	dir := filepath.Dir(from.Manifest())
	below := func(folder string) []string { return from.List(filepath.Join(dir, filepath.FromSlash(folder))) }
	return nearby{
		list: func(string) []string {
			return slices.DeleteFunc(below("."), func(name string) bool { return !strings.EqualFold(filepath.Ext(name), ".toml") })
		},
		elsewhere: func(base string) string {
			found := findBelow(base, nil, below)
			if found == "" {
				found = similarFile(base, func(string) []string {
					return slices.DeleteFunc(below("."), func(name string) bool {
						return numbersOf(name) != numbersOf(base) || !slices.Contains(below(name), issueName)
					})
				})
			}
			if found != "" {
				return filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(found)))
			}
			above := filepath.Join(filepath.Dir(dir), issueName)
			if _, err := from.Read(KindManifest, above, strict.MaxSize); base == issueName && dir != "." && err == nil {
				return filepath.ToSlash(above) // the folder of the articles was named
			}
			return ""
		},
	}
}

type loader struct {
	from     Reader
	dir      string          // the manifest's folder
	shared   *content.Shared // publication.toml; nil: there is none
	opt      Options
	log      *diag.List
	parts    diag.Parts // of the manifest; nil: it has none
	articles int

	noFiles    bool         // neither articles nor pictures of the publication are read
	joinLines  bool         // lines of a paragraph of Markdown are never paragraphs of their own
	linkRemote bool         // pictures on the net in Markdown are links
	date       content.Date // of the issue
	references references
	read       map[string]readPicture // by the picture's name

	defined  []content.Article // articles of the entry that is being read, whose ids are not defined yet
	recorded *memoArticle      // where files are recorded; nil: nowhere
	written  *[]WrittenPicture // where pictures of Markdown are added; nil: nowhere
}

// below returns the reader's name of a file whose path is relative to the
// manifest's folder, with slashes.
func (l *loader) below(name string) string { return filepath.Join(l.dir, filepath.FromSlash(name)) }

// list returns the names in a folder, given relative to the manifest's folder.
func (l *loader) list(folder string) []string { return l.from.List(l.below(folder)) }
