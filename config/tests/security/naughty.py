"""Which texts break programs that are careless with text? Our own list, by what they are after."""

from __future__ import annotations

SCRIPTS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>", "</script><script>alert(1)</script>", "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>", "<script\x0btype='module'>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">", "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x>",
    "<body onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>", "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>",
    "<video><source onerror=alert(1)>", "<input autofocus onfocus=alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>x", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>", "<form action=//evil.example><button>ok", "<object data=javascript:alert(1)>",
    "<a href=javascript:alert(1)>here</a>", "<a href='java\tscript:alert(1)'>here</a>",
    "<template><img src=x onerror=alert(1)>", "<!-- not closed", "<![CDATA[ not closed", "<?xml version='1.0'?><x/>",
    "<plaintext>", "<xmp>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]  # fmt: skip
ATTRIBUTES = [
    '" onmouseover="alert(1)', "' onmouseover='alert(1)", '" autofocus onfocus="alert(1)" x="', "` onclick=`alert(1)",
    '"><img src=x onerror=alert(1)>', "'><svg onload=alert(1)>", '" style="position:fixed;inset:0',
    "&quot;&gt;&lt;b&gt;", "&#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E;", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;b&amp;gt;", "&notanentity;", "&#0;", "&#x110000;", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "//evil.example/%2f..",
    "https://evil.example\\@good.example", "http://[::1]/\"onx=1", "https://example.org/?a=1&b=<b>",
]  # fmt: skip
CODE = [
    "';alert(1);//", '";alert(1);//', "\\';alert(1);//", "\\\";alert(1);//", "${alert(1)}", "`${alert(1)}`",
    "{{constructor.constructor('alert(1)')()}}", "{{ 7 * 7 }}", "{% debug %}", "{% include '/etc/passwd' %}",
    "{{ request.user.password }}", "{# hidden #}", "{%", "{{", "}}", "<%= 7 * 7 %>", "#{7*7}", "*{7*7}", "[[7*7]]",
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "__class__",
    "__import__('os').system('id')", "eval('1')", "%s%s%s%n", "%(name)s", "{0.__class__}", "{person}", "$name",
    "${HOME}", "$(id)", "`id`", "; id", "| id", "&& id", "|| true", "\u2028alert(1)\u2029",
]  # fmt: skip
QUERIES = [
    "' OR '1'='1", "' OR 1=1 --", "'; DROP TABLE users; --", "\" OR \"\"=\"", "1; SELECT pg_sleep(9)",
    "' UNION SELECT password FROM users --", "admin'--", "')) OR 1=1 --", "%", "_", "%%%", "\\", "\\\\", "a\\'b",
    "E'\\x00'", "$$", "$tag$x$tag$", "/*", "*/", "--", "1e1/**/OR/**/1=1", "NULL", "null", "undefined",
    "*)(uid=*))(|(uid=*", "x' or name()='x", "{\"$gt\": \"\"}", "[object Object]",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
]  # fmt: skip
FORMULAS = [
    "=1+1", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1",
    "=HYPERLINK(\"http://evil.example\",\"x\")", "=IMPORTXML(\"http://evil.example\",\"//a\")", "  =1+1",
    "\u00a0=1+1", "\uff1d1+1", "\uff0b1", "\u22121", "\u200b=1+1", "'=1+1", "\"=1+1\"", "a,b", "a;b", "a\"b", "\"",
    "\"\"\"",
]  # fmt: skip
DIRECTIONS = [
    "\u202egnp.exe", "\u202eabc\u202c", "\u2066abc\u2069", "\u2067\u05d0\u05d1\u2069",
    "\u061c\u0639\u0631\u0628\u064a", "\u05e9\u05dc\u05d5\u05dd world", "\u0645\u0631\u062d\u0628\u0627",
    "\u200f\u200e\u200f", "\u202d\u202e\u202d", "abc\u202exyz\u202c<b>", "\ufdfd", "\u202a" * 60,
]  # fmt: skip
MARKS = [
    "Z\u0335\u0321a\u0337\u0328l\u0336\u0322g\u0334\u0327o\u0338\u0324", "a" + "\u0301" * 200, "\u0489" * 50,
    "e\u0301", "\u00e9", "\u1e9b\u0323", "\u0344", "\u0958", "\u200b", "\u200bx\u200b", "\u200c\u200d", "\ufeff",
    "\ufeffx", "\u2060", "\u180e", "\u00ad", "\u034f", "x\u00ady", "\u115f", "\u3164", "\uffa0", "\u2800", "\u17b5",
]  # fmt: skip
PICTURES = [
    "\U0001f3c3\u200d\u2642\ufe0f", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f1e8\U0001f1ed", "\U0001f1e8", "\U0001f44d\U0001f3fd", "\u2764\ufe0f\u200d\U0001f525", "1\ufe0f\u20e3",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "\U0001f4a9" * 40, "\u263a\ufe0e",
    "\U0001d4d0\U0001d4d1", "\U00020000", "\U0010fffd", "\ufffd", "\ufffe", "\uffff", "\ue000", "\U0001fae8",
]  # fmt: skip
CONTROLS = [
    "a\x00b", "\x00", "\x01\x02\x03", "\x07", "\x08\x08\x08", "\x0b\x0c", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07",
    "\x7f", "\x80\x9f", "\x85", "\r\n", "\n", "\r", "\t", "a\tb", "a\nb", "a\r\nb", "x\r\nBcc: all@evil.example",
    "x\nSubject: other", "x\r\n\r\n<html>", "x%0d%0aSet-Cookie: a=b", "x\u2028Bcc: all@evil.example", "\ud800",
    "\udfff", "a\ud83d", "\udc00\ud800", "\x1f\x1e\x1d",
]  # fmt: skip
PATHS = [
    "../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd", "%2e%2e%2f", "%00", "%ff",
    "%", "....//....//", "~root", "C:\\", "\\\\host\\share", "a/b", ".", "..", "...", "con", "nul.txt", "aux",
    ".htaccess", "x.php\x00.jpg", "-rf", "--help", "*", "?", "a?b#c", "#", "?q=1&q=2",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "1e309", "-1e309", "NaN", "Infinity", "-Infinity", "1/0", "0x7fffffff", "9223372036854775808",
    "1" * 400, "0.1e-400", "1,000.00", "1.000,00", "\u0661\u0662\u0663", "\u00bd", "\u2167", "\uff11", "1_000", "00",
    "+1", "1.", ".1", "--1", "2**64",
]  # fmt: skip
WORDS = [
    "true", "false", "none", "None", "nil", "admin", "root", "me", "system", "everyone", "@everyone", "@all", "@",
    "@@", "@alice", "@alice@alice", "#", "test", "undefined", "NaN ", "CON", "api", "static",
]  # fmt: skip
SPACES = [
    "", " ", "   ", "\u00a0", "\u2003", "\u3000", "\u1680", "\u205f", " x ", "\u2009x\u2009", "\t x", "x\n",
    "i\u0307", "\u0130", "\u0131", "\u00df", "\u1e9e", "\u01c5", "\ufb03", "\u03c2\u03a3", "\u212a", "\u017f",
    "K\u00f6ln", "\u00c5", "A\u030a",
]  # fmt: skip
LONG = [
    "x" * 121, "x" * 5001, "x" * 100_000, "\u00e9" * 3000, "\U0001f3c3" * 2000, "<b>" * 1500, "\"" * 2001, "&" * 2001,
    "a " * 3000, "\n" * 2001, "@a " * 500, "http://a.example/" + "x" * 1900,
]  # fmt: skip

WORST = SCRIPTS + ATTRIBUTES[:10] + ["\u202egnp.exe", "\u2028alert(1)\u2029"]  # in a browser
NAUGHTY = list(
    dict.fromkeys(
        SCRIPTS + ATTRIBUTES + CODE + QUERIES + FORMULAS + DIRECTIONS + MARKS + PICTURES + CONTROLS + PATHS + NUMBERS
        + WORDS + SPACES + LONG
    )
)  # fmt: skip
