package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"strconv"
	"sync"
)

// guard admits the pages of this desk and nothing else: requests to the loopback
// address under exactly its name, from its own pages, with the cookie that a printed
// address gives once.
type guard struct {
	port   int
	cookie string // value of the cookie

	mu     sync.Mutex
	tokens map[string]bool // not used yet
}

func newGuard(port int) *guard {
	return &guard{port: port, cookie: rand.Text() + rand.Text(), tokens: map[string]bool{}}
}

func (g *guard) host() string { return "127.0.0.1:" + strconv.Itoa(g.port) }

func (g *guard) origin() string { return "http://" + g.host() }

// cookieName holds the port, because cookies do not know ports: two desks in one
// browser have one each.
func (g *guard) cookieName() string { return "jianbao-" + strconv.Itoa(g.port) }

// address returns an address that admits one browser, once.
func (g *guard) address() string {
	token := rand.Text()
	g.mu.Lock()
	defer g.mu.Unlock()
	g.tokens[token] = true
	return g.origin() + "/?token=" + token
}

// use reports whether a token was given out and not used before.
func (g *guard) use(token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.tokens[token]
	delete(g.tokens, token)
	return known
}

// headers are the security headers of every answer.
func headers(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// admit answers requests that are not from a page of this desk and returns false. A
// navigation with a fresh token gets the cookie.
func (g *guard) admit(w http.ResponseWriter, r *http.Request) bool {
	headers(w.Header())
	if r.Host != g.host() {
		http.Error(w, "this host is not served here", http.StatusMisdirectedRequest)
		return false
	}
	site := r.Header.Get("Sec-Fetch-Site")
	navigation := r.Method == http.MethodGet && r.URL.Path == "/" && (r.Header.Get("Sec-Fetch-Mode") == "" || r.Header.Get("Sec-Fetch-Mode") == "navigate")
	if origin := r.Header.Get("Origin"); origin != "" && origin != g.origin() || site != "" && site != "same-origin" && site != "none" {
		http.Error(w, "requests from other pages are refused", http.StatusForbidden)
		return false
	}
	if token := r.URL.Query().Get("token"); token != "" && navigation {
		if !g.use(token) {
			g.refuse(w)
			return false
		}
		http.SetCookie(w, &http.Cookie{Name: g.cookieName(), Value: g.cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		return true // the page drops the token from its address
	}
	c, err := r.Cookie(g.cookieName())
	if err != nil || subtle.ConstantTimeCompare([]byte(c.Value), []byte(g.cookie)) != 1 {
		g.refuse(w)
		return false
	}
	return true
}

// refuse answers a request without a valid cookie or token.
func (g *guard) refuse(w http.ResponseWriter) {
	http.Error(w, "本页的地址只能用一次，或已失效。请回到运行 jianbao desk 的窗口，再运行一次 jianbao desk，用它打印的新地址。\n"+
		"This address works once, or the desk was restarted. Run jianbao desk again for the same folder and use the address that it prints.", http.StatusForbidden)
}
