package main

import (
	"strings"

	"jianbao/content/diag"
)

// chooseLang returns the language of messages: that of --lang, else of the first
// locale variable that is set, in the order of POSIX, else that of the system.
func chooseLang(asked string, getenv func(string) string, systemLang func() string) diag.Lang {
	tags := []string{asked, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")}
	for _, tag := range tags {
		if tag != "" {
			return langOf(tag)
		}
	}
	return langOf(systemLang())
}

// langOf returns Chinese for "zh", "zh_CN.UTF-8", "zh-Hant-TW" and the like, and
// English for everything else.
func langOf(tag string) diag.Lang {
	base := strings.ToLower(tag)
	if i := strings.IndexAny(base, "_-.@"); i >= 0 {
		base = base[:i]
	}
	if base == "zh" || base == "chinese" {
		return diag.ZH
	}
	return diag.EN
}
