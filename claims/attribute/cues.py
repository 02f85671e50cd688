"""How often each cue attributes: derived, not written.

Made by `python benchmarks/attribution_cues.py --write` from the training split of PolNeAR (Newell,
Margolin and Ruths, LREC 2018), which states no licence for its data: only these shares are kept.
RULES: of a rule's candidates with rare cues, the share that are attributions. LEMMAS: what a cue's
first word adds to the log odds, in halves. CELLS: where that misleads, the tenths of a rule's
candidates with this cue that are attributions. PRECISION: of attributions chosen on folds held out
(by family of rules; weight at least 0.7, 0.5, 0), the share whose content is right (IoU >= 0.5).
"""

RULES = """
according:0.779 adjective_prep:0.136 adjective_that:0.316 adjective_to:0.101 adverb:0.23
colon:0.295 fronted:0.076 heading_colon:0.606 heading_dash:0 ing:0.208 ing+obj:0.306
light_noun_prep:0.15 light_noun_that:0.688 light_noun_to:0.135 noun_is:0.257 noun_prep:0.028
noun_prep_of:0.061 noun_that:0.214 noun_that_of:0.382 noun_to:0.063 noun_to_of:0.183 obj:0.118
obj+as:0.4 obj+oprd:0.327 passive:0.057 passive_as:0.311 passive_as_by:0.273 passive_by:0.092
passive_for:0.119 passive_of:0.24 passive_oprd:0.19 passive_that:0.54 passive_to:0.187
passive_with:0.041 pre:0.245 prep:0.081 small:0.322 small+obj:0.174 speech_after:0.58
speech_before:0.846 that:0.453 to:0.261 to+obj:0.205
"""

LEMMAS = """
abandon:-2 accomplish:-2 accuse:5 achieve:-3 acknowledge:3 act:-3 add:3 admit:2 advice:2 advocate:3
affect:-3 afford:-2 agree:3 agreement:3 align:2 allegation:3 allege:2 allegiance:3 allow:-3
alter:-2 amount:-3 announce:4 announcement:2 answer:2 anxiety:3 apologize:3 applaud:4 appreciate:-2
approve:3 argue:4 articulate:3 ask:3 assail:3 assert:3 assertion:4 assessment:2 attack:3 attitude:2
attract:-4 attribute:3 aware:2 back:2 base:-4 bash:2 be:-5 bear:-2 beat:-3 become:-4 begin:-2
bill:2 bind:-2 blame:4 blast:5 boast:3 bolster:-2 boo:5 bother:-2 brag:4 break:-3 bring:-3 brush:3
build:-5 call:3 cancel:-2 carry:-3 catch:-3 cause:-4 caution:4 chance:-3 change:-3 chant:4 charge:3
cheer:3 chide:4 cite:5 claim:2 close:-4 combine:-2 come:-3 comment:3 complain:4 complaint:4
concede:3 concern:2 conclude:4 condemn:4 conduct:-4 confirm:3 congratulate:3 contemplate:2
contend:2 control:-3 controversy:3 convert:-2 create:-3 credit:4 critic:4 critical:3 criticism:4
criticize:5 critique:3 crowd:-2 cry:3 cut:-2 damage:-2 deal:-3 declare:3 decline:3 decry:5 deem:3
defeat:-3 defend:4 defense:4 delay:-2 denounce:5 depend:-2 deploy:-2 deprive:-2 describe:3
description:3 deserve:-2 desire:3 detail:3 differ:2 disagree:4 disclose:4 disclosure:3 discuss:3
discussion:2 dismiss:4 display:2 dispute:3 distance:2 do:-5 document:2 donate:-3 doubt:4 drive:-4
dub:2 eager:4 earn:-3 echo:4 elect:-3 emerge:-2 emphasize:4 end:-2 endorse:4 endorsement:3
ensure:-5 enter:-4 enthusiasm:3 estimate:3 expect:3 explain:2 express:5 face:-4 fact:-3 fail:-2
fall:-3 favor:2 fight:-3 focus:2 footage:5 form:-3 found:-3 frustration:2 get:-6 give:-2 go:-2
group:-2 grow:-3 guarantee:-3 hail:3 happen:-3 happy:2 have:-3 head:-3 hear:-2 help:-6 highlight:3
hint:4 hold:-2 hope:3 host:-4 improve:-2 indicate:3 insist:3 insult:3 interest:2 interject:3
introduce:2 involve:-3 join:-3 joke:6 keep:-3 kill:-4 label:3 lament:3 lash:6 lawsuit:3 lead:-4
leave:-4 length:3 let:-5 liken:3 list:2 live:-3 lock:-3 lose:-5 make:-2 manage:-2 matter:-2 mean:-3
meet:-4 mention:4 message:2 mock:5 move:-2 narrow:-2 need:-3 nominate:3 note:5 obtain:-3 opinion:3
oppose:3 opposition:3 order:2 outline:4 overtake:-2 part:-4 pay:-4 people:-2 perform:-3 pick:-2
plead:5 point:4 possibility:-3 post:2 praise:5 predict:3 prefer:3 prepare:-2 presumptive:-3
problem:-3 proclaim:2 produce:-2 promise:4 proponent:4 propose:4 protect:-4 protest:2 purchase:-2
put:-2 question:4 quip:2 quit:-2 race:-3 rail:5 rebuke:2 rebut:4 recall:2 receive:-4 recite:2
recount:4 reduce:-2 refer:4 reference:3 refuse:3 regard:2 reiterate:4 reject:5 rejection:3
relate:-2 remain:-2 remark:3 remind:3 remove:-2 repeat:3 replace:-2 reply:2 report:3 resemble:-2
respond:3 restrict:2 result:-3 retain:-2 retire:-2 retweete:4 reveal:3 rip:2 rise:-4 run:-3 save:-3
say:3 score:-3 send:-2 serve:-3 settle:-2 shake:-3 shape:-2 shout:3 slam:4 solidify:-2 spend:-3
star:-3 start:-2 statement:2 stay:-3 stop:-3 story:4 stress:4 succeed:-3 suggest:3 supporter:4
surpass:-2 survey:-3 survive:-3 take:-3 talk:4 tax:-2 tend:-3 testimony:2 thank:3 thought:2 top:-2
tout:5 trail:-3 travel:-3 treat:-3 try:-2 tweet:3 uncover:-2 undermine:-3 understanding:4 urge:4
use:-3 vet:-2 visit:-4 voice:3 vow:5 wait:-3 warn:4 wear:-4 win:-6 witness:3 wonder:3 word:2
work:-5 worried:3 worry:2 write:3 yell:2
"""

CELLS = """
=adjective_prep confident_in:4 critical_of:7 critical_to:2 proud_of:3 skeptical_of:4 unhappy_with:3
=adjective_that adamant:4 aware:7 concerned:5 convinced:6 glad:5 hopeful:5 likely:2 optimistic:4
possible:2
=adjective_to free:3
=adverb reportedly:4
=fronted accuse:3 ask:2 call:0 deny:3 describe:1 oppose:4 push:3 say:1 write:1
=ing favor:2 report:7 rule_out:4 support:3
=light_noun_prep assessment_of:2 call_with:2 comment_about:7 concern_about:5 criticism_for:4
criticism_from:3 decision_on:3 defense_of:7 detail_about:6 detail_of:7 glimpse_of:3 idea_for:3
interest_in:5 list_of:5 look_at:3 mention_of:7 opinion_on:7 opposition_from:2 point_of:4
praise_for:8 preview_of:3 reference_to:6 secret_of:5 sign_of:4 story_from:4 support_for:3
thought_on:5 word_for:5
=light_noun_that confidence:8
=light_noun_to inclination:4 promise:7
=noun_is question:4 reason:1
=noun_prep allegiance_to:3 anxiety_about:4 architect_of:3 call_for:4 call_to:3 chant_of:4
comment_about:4 concern_about:3 conversation_about:4 critic_of:4 criticism_on:4 defender_of:3
doubt_about:3 favor_of:3 footage_of:5 hope_of:3 lawsuit_against:3 message_about:3 note_about:4
opposition_to:3 proponent_of:3 question_about:3 report_on:3 story_about:3 story_of:3 talk_about:5
view_of:3 word_about:4
=noun_prep_of announcement_of:3 assessment_of:3 attack_on:5 campaign_against:3 condemnation_of:3
critique_of:3 embrace_of:3 endorsement_of:4 promise_of:2
=noun_that accusation:4 admission:4 belief:4 claim:3 complaint:8 concern:2 report:3 statement:7
suggestion:4
=noun_that_of accusation:2 claim:4 comment:4 concern:5 insistence:5 suggestion:5
=noun_to case:3 plan:4
=noun_to_of pledge:4 reluctance:3
=obj accuse:7 add:1 advocate:2 announce:6 append:3 applaud:6 argue:3 ask:2 attribute:5 bash:4
believe:3 bemoan:5 blame:6 blast_out:8 boast:2 broadcast:3 brush_off:6 care:3 chant:6 chide:6
circulate:3 cite:7 claim:4 clarify:3 compare:3 concern:1 contemplate:4 credit:8 decline:5 decry:8
demand:3 deride:4 devote:3 disavow:3 dismiss:6 dispute:5 distance:4 document:5 doubt:4 explain:4
expose:3 express:7 feel:3 float:3 focus:1 foreshadow:3 heap:3 highlight:5 illustrate:3 interpret:3
invoke:3 issue:4 jab:3 justify:4 lay_out:4 like:3 liken:6 list:5 mandate:3 mock:8 name:3 note:8
offer:3 order:5 play_down:4 post:4 prefer:6 promote:3 propose:6 publicize:3 publish:3 put_out:3
question:6 reaffirm:3 rebuff:3 rebuke:4 rebut:6 recall:5 recite:4 recognize:3 recommend:3 recount:7
refer:3 refuse:5 release:3 relish:3 remember:3 renounce:3 repeat:5 repudiate:4 resist:3 restrict:4
retweete:6 revise:3 ridicule:3 rip:4 rip_off:1 say:5 seek:3 share:3 show:4 signal:3 single_out:3
slam:7 sound:3 spotlight:3 state:5 stress:7 talk:3 talk_up:6 taunt:3 thank:6 tick_off:3 tout:8
underscore:3 unveil:3 veto:4 voice:6 want:3 warn:3 withdraw:4 withhold:3 witness:6 worry:1
write_off:2
=obj+as attack:5 cast:5 characterize:6 condemn:6 criticize:7 frame:6 name:6 portray:6 position:6
quote:7 see:6 slam:7 support:3 tout:7
=obj+oprd deem:8 turn:2
=passive announce:5 approve:5 boo:6 conclude:2 confirm:3 consider:3 feature:3 know:4 mention:6
name:3
=passive_as identify:5 perceive:2 portray:4 regard:7
=passive_as_by see:5 view:2
=passive_by champion:3 claim:5 criticize:7 echo:6 oppose:4 provide:3 reject:7 report:5 support:3
write:2
=passive_for know:5
=passive_of accuse:5 assure:5
=passive_oprd call:2 title:4
=passive_that ask:9
=passive_to ask:7 expect:8 invite:3 know:4 mean:3 require:3 say:7 show:5
=passive_with charge:4
=pre add:7 argue:5 call:2 continue:3 declare:7 endorse:4 find:6 insist:8 oppose:4 point_out:8
predict:7 prefer:4 read:7 report:7 reveal:7 shoot:4 show:6 state:5 talk:4 tell:6 tweet:9 urge:4
warn:8 write:8
=prep accuse_of:4 add_to:1 add_up_to:2 admit_to:4 agree_on:5 agree_with:4 announce_on:2
apologize_for:4 ask_about:5 ask_for:4 ask_in:1 balk_at:5 bank_on:3 believe_in:3 boast_about:4
boast_of:5 brag_about:5 call_for:6 call_into:2 call_on:1 call_to:2 campaign_against:4
campaign_for:3 come_out_against:3 comment_on:5 complain_about:6 conclude_by:6 declare_in:1
decline_from:2 decline_in:2 decline_to:2 describe_as:5 disagree_on:5 disagree_with:5
double_down_on:3 empathize_with:3 feel_for:3 focus_on:3 hint_at:6 hop_for:5 identify_as:3
identify_with:3 joke_about:8 lash_out_at:8 learn_of:3 line_up_behind:4 look_past:3 look_to:3
note_in:3 oppose_to:1 plead_to:7 point_as:5 point_to:5 pounce_on:3 push_against:3 push_for:5
push_on:4 rail_against:6 refer_in:2 refer_to:5 remark_upon:6 report_from:1 report_in:2 report_on:1
report_to:2 say_after:1 say_at:0 say_before:2 say_during:1 say_for:5 say_in:0 say_into:2 say_of:1
say_on:0 say_over:2 say_to:1 say_with:1 side_with:4 speak_about:6 speak_of:5 speak_out_about:5
stand_by:3 talk_about:5 talk_for:2 talk_to:2 think_about:3 think_of:3 touch_on:3 tweet_on:1
view_as:4 vote_against:4 vouch_for:6 warn_of:6 worry_about:3 write_at:1 write_in:0 write_on:1
write_to:1
=small add:8 argue:9 read:5 respond:8 say:5 see:2 show:5 suggest:3 want:2
=speech_after accord:7 ask:7 call:5 chant:7 continue:8 explain:6 follow:8 give:5 go:5 make:5 note:8
put:6 report:8 state:7 suggest:7 think:3 tweet:7 yell:9
=speech_before begin:5 go:8 read:10 report:8 tell:10
=that advise:3 assert:9 assume:3 assure:7 calculate:6 call:6 cite:7 confront:3 consider:4 contend:9
continue:8 convince:6 counter:7 crystallize:3 demonstrate:7 deny:6 describe:9 determine:3 doubt:8
expect:4 feel:3 figure_out:3 find:6 go_on:5 highlight:4 imply:6 know:3 mention:7 pledge:7 prefer:5
prove:2 reassure:3 recognize:6 recommend:6 remember:3 see:2 share:7 show:6 signal:7 speak:3 state:8
stress:7 suspect:7 tell:8 think:3 turn:3 turn_out:2 understand:3 want:3 watch:2
=to aim:5 ask:5 call_on:7 choose:2 decide:4 decline:7 expect:5 figure:1 go_on:4 hop:5 hope:4
intend:1 like:4 look:4 love:5 offer:5 pledge:4 plot:4 position:1 prefer:8 propose:5 push:4 seek:4
show:4 strive:4 threaten:6 turn_out:1 vie:1 vote:4
=to+obj advise:4 call:2 challenge:3 encourage:4 hire:4 order:6 persuade:3 tell:3 warn:8
"""

PRECISION = {
    "according": (0.795, 0.693, 0.505),
    "adjective": (0.72, 0.681, 0.432),
    "adverb": (0.897, 0.425, 0.567),
    "heading": (0.897, 0.655, 0.228),
    "noun": (0.857, 0.609, 0.49),
    "obj": (0.771, 0.692, 0.48),
    "passive": (0.783, 0.54, 0.484),
    "pre": (0.757, 0.799, 0.615),
    "prep": (0.855, 0.64, 0.52),
    "speech": (0.97, 0.654, 0.503),
    "that": (0.874, 0.761, 0.573),
    "to": (0.78, 0.696, 0.542),
}
