package main

import (
	"strings"

	"jianbao/content/diag"
)

// chooseLang decides in which language the command speaks: as asked, else as
// POSIX orders the locale's variables, else as the desktop is set.
func chooseLang(asked string, getenv func(string) string, systemLang func() string) diag.Lang {
	tags := []string{asked, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")}
	for _, tag := range tags {
		if tag != "" {
			return langOf(tag)
		}
	}
	return langOf(systemLang())
}

// langOf takes "zh", "zh_CN.UTF-8", "zh-Hant-TW" and the like for Chinese, and
// speaks English to everybody else.
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
