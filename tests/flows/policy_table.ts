/**
 * The agreed answer of each route to each kind of client, not derived from the code. The guest and
 * the member are in the group of an address; the person in it is another one, the message is the
 * member's, the device another person's. Columns: not signed in, a student outside the group, a
 * guest in it, a student in it, a student who runs it, staff, a teacher and a tutor of its course who are
 * not in it, and (…) a teacher and a tutor of another course. An admin has removed the message that is to be
 * restored.
 */
export const policyTable = `
                                                         anonymous  outsider  guest  member  moderator  staff  teacher  tutor  teacher…  tutor…
GET    /                                                       302       302    302     302        302    302      302    302       302     302
GET    /healthz                                                200       200    200     200        200    200      200    200       200     200
GET    /readyz                                                 200       200    200     200        200    200      200    200       200     200

GET    /auth/login                                             200       303    303     303        303    303      303    303       303     303
POST   /auth/login                                             401       401    401     401        401    401      401    401       401     401
GET    /auth/register                                          200       303    200     303        303    303      303    303       303     303
POST   /auth/register                                          422       422    422     422        422    422      422    422       422     422
GET    /auth/guest                                             200       303    303     303        303    303      303    303       303     303
POST   /auth/guest                                             422       422    422     422        422    422      422    422       422     422
POST   /auth/guest/return                                      401       401    401     401        401    401      401    401       401     401
GET    /auth/logout                                            302       200    200     200        200    200      200    200       200     200
POST   /auth/logout                                            303       303    303     303        303    303      303    303       303     303
GET    /auth/token                                             415       415    415     415        415    415      415    415       415     415
POST   /auth/token                                             401       401    401     401        401    401      401    401       401     401
POST   /auth/refresh                                           401       401    401     401        401    401      401    401       401     401
GET    /auth/check                                             401       401    401     401        401    401      401    401       401     401
GET    /setup                                                  200       200    200     200        200    200      200    200       200     200
POST   /setup                                                  409       409    409     409        409    409      409    409       409     409
GET    /join                                                   200       200    200     200        200    200      200    200       200     200
POST   /join                                                   422       422    422     422        422    422      422    422       422     422
GET    /join/invite                                            303       303    303     303        303    303      303    303       303     303
POST   /join/invite                                            303       303    303     303        303    303      303    303       303     303
GET    /forgot                                                 200       200    200     200        200    200      200    200       200     200
POST   /forgot                                                 200       200    200     200        200    200      200    200       200     200
POST   /language                                               303       303    303     303        303    303      303    303       303     303

GET    /about/staff-access                                     200       200    200     200        200    200      200    200       200     200
POST   /about/staff-access/seen                                401       303    303     303        303    303      303    303       303     303
GET    /about/accessibility                                    200       200    200     200        200    200      200    200       200     200
GET    /about/logo                                             404       404    404     404        404    404      404    404       404     404

GET    /account                                                302       200    200     200        200    200      200    200       200     200
POST   /account                                                401       303    303     303        303    303      303    303       303     303
POST   /account/look                                           401       303    303     303        303    303      303    303       303     303
POST   /account/keyboard                                       401       303    303     303        303    303      303    303       303     303
POST   /account/steps/end                                      401       404    404     404        404    303      404    404       404     404
POST   /account/password                                       401       422    403     422        422    422      422    422       422     422
GET    /account/merge                                          302       200    200     200        200    200      200    200       200     200
POST   /account/merge                                          401       401    401     401        401    401      401    401       401     401
POST   /account/devices/others/end                             401       303    303     303        303    303      303    303       303     303
POST   /account/devices/all/end                                401       303    303     303        303    303      303    303       303     303
POST   /account/devices/:id/end                                401       404    404     404        404    404      404    404       404     404

GET    /users                                                  302       404    404     404        404    200      404    404       404     404
GET    /users/create                                           302       404    404     404        404    200      404    404       404     404
POST   /users/create                                           401       404    404     404        404    200      404    404       404     404
GET    /users/edit/:id                                         302       404    404     404        404    200      404    404       404     404
POST   /users/edit/:id                                         401       404    404     404        404    303      404    404       404     404
GET    /users/role/:id                                         302       404    404     404        404    200      404    404       404     404
POST   /users/role/:id                                         401       404    404     404        404    303      404    404       404     404
GET    /users/merge/:id                                        302       404    404     404        404    200      404    404       404     404
POST   /users/merge/:id                                        401       404    404     404        404    200      404    404       404     404
GET    /users/codes                                            302       404    404     404        404    200      404    404       404     404
POST   /users/codes                                            401       404    404     404        404    200      404    404       404     404
POST   /users/teacher-codes                                    401       404    404     404        404    303      404    404       404     404
GET    /users/code/:id                                         302       404    404     404        404    200      403    404       404     404
POST   /users/code/:id                                         401       404    404     404        404    200      403    404       404     404
GET    /users/disable/:id                                      302       404    404     404        404    200      404    404       404     404
POST   /users/disable/:id                                      401       404    404     404        404    303      404    404       404     404
POST   /users/enable/:id                                       401       404    404     404        404    303      404    404       404     404
GET    /users/delete/:id                                       302       404    404     404        404    200      404    404       404     404
POST   /users/delete/:id                                       401       404    404     404        404    303      404    404       404     404

GET    /conversations/:id/messages/:messageId/report           302       404    200     403        200    404      404    404       404     404
POST   /conversations/:id/messages/:messageId/report           401       404    303     403        303    404      404    404       404     404
GET    /people/:id/report                                      302       404    200     403        200    404      404    404       404     404
POST   /people/:id/report                                      401       404    303     403        303    404      404    404       404     404
GET    /conversations/:id/members/:userId/mute                 302       404    404     404        200    200      200    200       404     404
POST   /conversations/:id/members/:userId/mute                 401       404    404     404        303    303      303    303       404     404
POST   /conversations/:id/members/:userId/unmute               401       404    403     403        303    303      303    303       404     404
GET    /answers                                                302       200    200     200        200    200      200    200       200     200
POST   /answers/:caseId/appeal                                 401       404    404     303        404    404      404    404       404     404
GET    /moderation                                             302       404    404     404        404    200      200    200       200     200
GET    /moderation/held                                        302       404    404     404        404    200      200    200       200     200
POST   /moderation/held                                        401       404    404     404        404    303      303    303       404     404
GET    /moderation/cases/:caseId                               302       404    404     404        404    200      200    200       404     404
POST   /moderation/cases/:caseId/decide                        401       404    404     404        404    303      303    303       404     404
POST   /moderation/cases/:caseId/appeal                        401       404    404     404        404    303      303    303       404     404
POST   /moderation/cases/:caseId/take                          401       404    404     404        404    303      303    303       404     404
POST   /moderation/cases/:caseId/leave                         401       404    404     404        404    303      303    303       404     404

GET    /mails                                                  302       404    404     404        404    200      404    404       404     404
POST   /mails/:id/retry                                        401       404    404     404        404    303      404    404       404     404
POST   /mails/:id/delete                                       401       404    404     404        404    303      404    404       404     404

GET    /courses/:id/roster                                    302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/roster                                    401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/roster/:importId                          302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/roster/:importId                          401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/roster/:importId/undo                     401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/roster/:importId/codes                    401       404    404     404        404    200      200    404       404     404
GET    /courses/:id/roster/:importId/result.csv               302       404    404     404        404    200      200    404       404     404

GET    /people/:id                                             302       404    200     200        200    200      200    200       404     404
GET    /people/:id/card                                        302       404    200     200        200    200      200    200       404     404

GET    /conversations                                          302       200    200     200        200    200      200    200       200     200
GET    /looks                                                  302       200    200     200        200    200      200    200       200     200
GET    /chat/:id/look                                          302       404    404     404        404    200      200    200       404     404
POST   /chat/:id/look                                          401       404    404     404        404    303      303    303       404     404
GET    /conversations/:id/looks                                302       404    200     200        200    200      200    200       404     404
GET    /conversations/:id                                      302       404    200     200        200    200      200    200       404     404
GET    /conversations/:id/mode                                 302       404    403     403        200    200      200    200       404     404
POST   /conversations/:id/mode                                 401       404    403     403        303    303      303    303       404     404
GET    /chat/:id                                               302       404    200     200        200    200      200    200       404     404
POST   /chat/:id                                               401       404    303     303        303    303      303    303       404     404
GET    /chat/:id/data                                          401       404    200     200        200    200      200    200       404     404
POST   /chat/:id/original                                      401       404    404     404        404    200      200    200       404     404
GET    /chat/:id/reasons                                       401       404    404     404        200    200      200    200       404     404
GET    /chat/:id/messages/:messageId                           302       404    404     404        200    200      200    200       404     404
POST   /chat/:id/messages/:messageId/remove                    401       404    404     303        303    303      303    303       404     404
POST   /chat/:id/messages/:messageId/redact                    401       404    403     403        403    303      303    303       404     404
POST   /chat/:id/messages/:messageId/restore                   401       404    403     403        403    303      403    403       404     404
POST   /chat/:id/favourite                                     401       404    303     303        303    303      303    303       404     404
GET    /find                                                   302       200    200     200        200    200      200    200       200     200
GET    /find/results                                           302       200    200     200        200    200      200    200       200     200
GET    /audit                                                  302       404    404     404        404    200      200    200       200     200
GET    /audit/log.csv                                          302       404    404     404        404    200      200    200       200     200
GET    /audit/chain.jsonl                                      302       404    404     404        404    200      404    404       404     404
POST   /audit/settings                                         401       404    404     404        404    303      404    404       404     404

GET    /help                                                   200       200    200     200        200    200      200    200       200     200
GET    /help/shortcuts                                         200       200    200     200        200    200      200    200       200     200

GET    /groups                                                 302       404    404     404        404    200      200    200       200     200
POST   /groups/reorder                                         401       404    404     404        404    303      303    404       404     404
GET    /ask                                                    302       404    404     404        404    404      404    404       404     404
POST   /ask                                                    401       404    404     404        404    404      404    404       404     404
GET    /own-groups/create                                      302       404    404     404        404    404      404    404       404     404
POST   /own-groups/create                                      401       404    404     404        404    404      404    404       404     404
GET    /own-groups/:id/people                                  302       404    404     404        404    404      404    404       404     404
POST   /own-groups/:id/people                                  401       404    404     404        404    404      404    404       404     404
GET    /own-groups/:id/leave                                   302       404    404     404        404    404      404    404       404     404
POST   /own-groups/:id/leave                                   401       404    404     404        404    404      404    404       404     404

GET    /groups/create                                          302       404    404     404        404    200      200    404       200     404
POST   /groups/create                                          401       404    404     404        404    303      303    404       303     404
GET    /groups/create-many                                     302       404    404     404        404    200      200    404       200     404
POST   /groups/create-many                                     401       404    404     404        404    422      422    404       422     404
GET    /courses/:id/group-plans/:planId                        302       404    404     404        404    200      404    404       404     404
POST   /courses/:id/group-plans/:planId                        401       404    404     404        404    303      404    404       404     404
GET    /courses/:id/group-plans/:planId/edit                   302       404    404     404        404    200      404    404       404     404
POST   /courses/:id/group-plans/:planId/edit                   401       404    404     404        404    303      404    404       404     404
GET    /courses/:id/group-plans/:planId/rule                   302       404    404     404        404    200      404    404       404     404
POST   /courses/:id/group-plans/:planId/rule                   401       404    404     404        404    303      404    404       404     404
GET    /courses/:id/group-plans/:planId/check                  302       404    404     404        404    422      404    404       404     404
GET    /groups/:id/edit                                        302       404    404     404        404    200      200    200       404     404
POST   /groups/:id/edit                                        401       404    404     404        404    303      303    403       404     404
POST   /groups/:id/members                                     401       404    404     404        404    303      303    303       404     404
GET    /groups/delete/:id                                      302       404    404     404        404    200      200    404       404     404
POST   /groups/delete/:id                                      401       404    404     404        404    303      303    404       404     404
POST   /groups/archive/:id                                     401       404    404     404        404    303      303    404       404     404
POST   /groups/unarchive/:id                                   401       404    404     404        404    303      303    404       404     404
GET    /groups/deleted                                         302       404    404     404        404    200      200    404       200     404
POST   /groups/restore/:id                                     401       404    404     404        404    303      303    404       404     404
GET    /groups/erase/:id                                       302       404    404     404        404    200      200    404       404     404
POST   /groups/erase/:id                                       401       404    404     404        404    303      303    404       404     404

GET    /courses                                                302       404    404     404        404    200      200    200       200     200
POST   /course-order                                           401       404    404     404        404    303      404    404       404     404
GET    /courses/create                                         302       404    404     404        404    200      404    404       404     404
POST   /courses/create                                         401       404    404     404        404    303      404    404       404     404
GET    /courses/:id                                            302       404    404     404        404    200      200    200       404     404
GET    /courses/:id/edit                                       302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/edit                                       401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/templates                                  302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/templates                                  401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/rules                                      302       404    404     404        404    200      200    404       404     404
GET    /courses/:id/new-rule                                   302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/new-rule                                   401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/rules/:ruleId                              302       404    404     404        404    200      200    404       404     404
GET    /courses/:id/rules/:ruleId/rehearsal                    302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/rules/:ruleId                              401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/rules/:ruleId/switch                       401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/rules/:ruleId/delete                       401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/people                                     401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/people/change                              401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/access                                     302       404    404     404        404    404      404    404       404     404
GET    /courses/:id/archive                                    302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/access                                     401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/archive                                    401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/restore                                    401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/hand-over                                  302       404    404     404        404    404      404    404       404     404
POST   /courses/:id/hand-over                                  401       404    404     404        404    303      303    404       404     404

GET    /courses/:id/group-acts                               302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/group-acts                               401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/group-acts/:actId                        302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/group-acts/:actId                        401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/group-acts/:actId/undo                   401       404    404     404        404    303      303    404       404     404

GET    /courses/:id/sets                                     302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/sets                                     401       404    404     404        404    303      303    404       404     404
POST   /courses/:id/set-order                                401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/sets/:setId                              302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/sets/:setId                              401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/sets/:setId/remove                       302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/sets/:setId/remove                       401       404    404     404        404    303      303    404       404     404

GET    /courses/:id/invites                                    302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/waiting                                    401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/invites/create                             302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/invites/create                             401       404    404     404        404    303      303    404       404     404
GET    /courses/:id/invites/:inviteId                          302       404    404     404        404    200      200    404       404     404
GET    /courses/:id/invites/:inviteId/projector                302       404    404     404        404    200      200    404       404     404
GET    /courses/:id/invites/:inviteId/off                      302       404    404     404        404    200      200    404       404     404
POST   /courses/:id/invites/:inviteId/off                      401       404    404     404        404    303      303    404       404     404

POST   /api/conversation/:id/messages/:messageId/reports       401       404    204     403        204    404      404    404       404     404
POST   /api/conversation/:id/members/:userId/reports           401       404    204     403        204    404      404    404       404     404
GET    /api/cases                                              401       404    404     404        404    200      200    200       200     200
GET    /api/cases/:caseId                                      401       404    404     404        404    200      200    200       404     404
POST   /api/cases/:caseId/claim                                401       404    404     404        404    200      200    200       404     404
POST   /api/cases/:caseId/leave                                401       404    404     404        404    204      204    204       404     404
POST   /api/cases/:caseId/decision                             401       404    404     404        404    200      200    200       404     404
POST   /api/cases/:caseId/outcome                              401       404    404     404        404    200      200    200       404     404
GET    /api/conversation/:id/held                              401       404    200     200        200    200      200    200       404     404
PATCH  /api/conversation/:id/held/:heldId                      401       404    404     200        404    404      404    404       404     404
DELETE /api/conversation/:id/held/:heldId                      401       404    404     204        404    404      404    404       404     404
GET    /api/held-messages                                      401       200    200     200        200    200      200    200       200     200
POST   /api/held-messages/approve                              401       404    404     404        404    200      200    200       404     404
POST   /api/held-messages/return                               401       404    404     404        404    200      200    200       404     404
GET    /api/conversation/:id/mutes                             401       404    404     404        200    200      200    200       404     404
PUT    /api/conversation/:id/members/:userId/mute              401       404    403     403        204    204      204    204       404     404
DELETE /api/conversation/:id/members/:userId/mute              401       404    403     403        204    204      204    204       404     404
GET    /api/answers                                            401       200    200     200        200    200      200    200       200     200
POST   /api/answers/seen                                       401       204    204     204        204    204      204    204       204     204
POST   /api/answers/:caseId/appeal                             401       404    404     204        404    404      404    404       404     404

GET    /api/docs                                               200       200    200     200        200    200      200    200       200     200
GET    /api/openapi.json                                       200       200    200     200        200    200      200    200       200     200
GET    /api/me                                                 401       200    200     200        200    200      200    200       200     200
POST   /api/me/merge                                           401       401    401     401        401    401      401    401       401     401
GET    /api/user/:id/conversations                             401       404    404     200        404    200      200    200       404     404
GET    /api/conversations                                      401       200    200     200        200    200      200    200       200     200
POST   /api/conversations                                      401       404    404     404        404    201      201    404       201     404
PUT    /api/conversations/order                                401       404    404     404        404    200      200    404       200     404
GET    /api/conversation/:id                                   401       404    200     200        200    200      200    200       404     404
PATCH  /api/conversation/:id                                   401       404    404     404        404    200      200    404       404     404
PUT    /api/conversation/:id/mode                              401       404    403     403        200    200      200    200       404     404
DELETE /api/conversation/:id                                   401       404    404     404        404    204      204    404       404     404
GET    /api/deleted-conversations                              401       404    404     404        404    200      200    404       200     404
POST   /api/deleted-conversations/:id/restore                  401       404    404     404        404    200      200    404       404     404
POST   /api/deleted-conversations/:id/erase                    401       404    404     404        404    204      204    404       404     404
POST   /api/conversation/:id/read                              401       404    200     200        200    200      200    200       404     404
POST   /api/conversation/:id/looks                             401       404    404     404        404    204      204    204       404     404
GET    /api/conversation/:id/looks                             401       404    200     200        200    200      200    200       404     404
GET    /api/conversation/:id/messages                          401       404    200     200        200    200      200    200       404     404
POST   /api/conversation/:id/messages                          401       404    201     201        201    201      201    201       404     404
PATCH  /api/conversation/:id/messages/:messageId               401       404    403     200        403    403      403    403       404     404
DELETE /api/conversation/:id/messages/:messageId               401       404    403     200        200    200      200    200       404     404
POST   /api/conversation/:id/messages/:messageId/redact        401       404    403     403        403    200      200    200       404     404
POST   /api/conversation/:id/messages/:messageId/restore       401       404    403     403        403    200      403    403       404     404
GET    /api/conversation/:id/messages/:messageId/removed       401       404    404     404        404    200      200    200       404     404
GET    /api/conversation/:id/messages/:messageId/versions      401       404    404     404        404    200      200    200       404     404
GET    /api/conversation/:id/members                           401       404    200     200        200    200      200    200       404     404
POST   /api/conversation/:id/members                           401       404    404     404        404    201      201    201       404     404
PUT    /api/conversation/:id/members                           401       404    404     404        404    200      200    200       404     404
PATCH  /api/conversation/:id/members/:userId                   401       404    404     404        404    200      200    200       404     404
DELETE /api/conversation/:id/members/:userId                   401       404    404     404        404    204      204    204       404     404
POST   /api/questions                                          401       404    404     404        404    404      404    404       404     404
POST   /api/own-groups                                         401       404    404     404        404    404      404    404       404     404
POST   /api/own-groups/:id/people                              401       404    404     404        404    404      404    404       404     404
POST   /api/own-groups/:id/leave                               401       404    404     404        404    404      404    404       404     404
GET    /api/courses                                            401       404    404     404        404    200      200    200       200     200
POST   /api/courses                                            401       404    404     404        404    201      403    404       403     404
PUT    /api/course-order                                       401       404    404     404        404    200      404    404       404     404
PATCH  /api/courses/:id                                        401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/archive                                401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/restore                                401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/copy                                   401       404    404     404        404    201      403    404       404     404
GET    /api/courses/:id/groups                                 401       404    404     404        404    200      200    200       404     404
GET    /api/courses/:id/people                                 401       404    404     404        404    200      200    200       404     404
GET    /api/courses/:id/templates                              401       404    404     404        404    200      200    200       404     404
PUT    /api/courses/:id/templates                              401       404    404     404        404    200      200    404       404     404
GET    /api/courses/:id/rules                                  401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/rules                                  401       404    404     404        404    201      201    404       404     404
PUT    /api/courses/:id/rules/:ruleId                          401       404    404     404        404    200      200    404       404     404
GET    /api/courses/:id/rules/:ruleId/rehearsal                401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/rules/:ruleId/switch                   401       404    404     404        404    200      200    404       404     404
DELETE /api/courses/:id/rules/:ruleId                          401       404    404     404        404    204      204    404       404     404
POST   /api/courses/:id/people                                 401       404    404     404        404    201      201    404       404     404
PATCH  /api/courses/:id/people/:userId                         401       404    404     404        404    200      200    404       404     404
PUT    /api/courses/:id/people/:userId/end                     401       404    404     404        404    200      200    404       404     404
DELETE /api/courses/:id/people/:userId                         401       404    404     404        404    204      204    404       404     404
POST   /api/courses/:id/teacher                                401       404    404     404        404    204      204    404       404     404
GET    /api/courses/:id/group-acts                           401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/group-acts                           401       404    404     404        404    201      201    404       404     404
GET    /api/courses/:id/group-acts/:actId                    401       404    404     404        404    200      200    404       404     404
DELETE /api/courses/:id/group-acts/:actId                    401       404    404     404        404    204      204    404       404     404
POST   /api/courses/:id/group-acts/:actId/apply              401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/group-acts/:actId/undo               401       404    404     404        404    200      200    404       404     404
GET    /api/courses/:id/group-sets                           401       404    404     404        404    200      200    200       404     404
POST   /api/courses/:id/group-sets                           401       404    404     404        404    201      201    404       404     404
PUT    /api/courses/:id/group-set-order                      401       404    404     404        404    200      200    404       404     404
PATCH  /api/courses/:id/group-sets/:setId                    401       404    404     404        404    200      200    404       404     404
DELETE /api/courses/:id/group-sets/:setId                    401       404    404     404        404    204      204    404       404     404
GET    /api/users                                              401       404    404     404        404    200      404    404       404     404
POST   /api/users                                              401       404    404     404        404    201      404    404       404     404
GET    /api/users/:id                                          401       404    404     404        404    200      404    404       404     404
PATCH  /api/users/:id                                          401       404    404     404        404    200      404    404       404     404
POST   /api/users/:id/merge                                    401       404    404     404        404    200      404    404       404     404
GET    /api/log                                                401       404    404     404        404    200      200    200       200     200
GET    /api/log/settings                                       401       404    404     404        404    200      404    404       404     404
PUT    /api/log/settings                                       401       404    404     404        404    200      404    404       404     404
GET    /api/mails                                              401       404    404     404        404    200      404    404       404     404
POST   /api/mails/:id/retry                                    401       404    404     404        404    204      404    404       404     404
DELETE /api/mails/:id                                          401       404    404     404        404    204      404    404       404     404
POST   /api/users/:id/disable                                  401       404    404     404        404    200      404    404       404     404
POST   /api/users/:id/enable                                   401       404    404     404        404    200      404    404       404     404
POST   /api/codes                                              401       404    404     404        404    200      404    404       404     404
POST   /api/codes/mail                                         401       404    404     404        404    200      404    404       404     404
GET    /api/codes/teachers                                     401       404    404     404        404    200      404    404       404     404
PUT    /api/codes/teachers                                     401       404    404     404        404    200      404    404       404     404
POST   /api/users/:id/code                                     401       404    404     404        404    200      403    404       404     404
POST   /api/users/:id/code/mail                                401       404    404     404        404    204      403    404       404     404
DELETE /api/users/:id                                          401       404    404     404        404    204      404    404       404     404
POST   /api/courses/:id/group-plans                            401       404    404     404        404    201      201    404       404     404
GET    /api/courses/:id/group-plans/:planId                    401       404    404     404        404    200      404    404       404     404
PUT    /api/courses/:id/group-plans/:planId                    401       404    404     404        404    200      404    404       404     404
DELETE /api/courses/:id/group-plans/:planId                    401       404    404     404        404    204      404    404       404     404
POST   /api/courses/:id/group-plans/:planId/divide             401       404    404     404        404    200      404    404       404     404
POST   /api/courses/:id/group-plans/:planId/swap               401       404    404     404        404    200      404    404       404     404
POST   /api/courses/:id/group-plans/:planId/move               401       404    404     404        404    200      404    404       404     404
POST   /api/courses/:id/group-plans/:planId/create             401       404    404     404        404    201      404    404       404     404
POST   /api/courses/:id/group-plans/:planId/undo               401       404    404     404        404    404      404    404       404     404
GET    /api/courses/:id/imports                               401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/imports                               401       404    404     404        404    201      201    404       404     404
GET    /api/courses/:id/imports/:importId                     401       404    404     404        404    200      200    404       404     404
PATCH  /api/courses/:id/imports/:importId                     401       404    404     404        404    200      200    404       404     404
DELETE /api/courses/:id/imports/:importId                     401       404    404     404        404    204      204    404       404     404
POST   /api/courses/:id/imports/:importId/apply               401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/imports/:importId/undo                401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/imports/:importId/codes               401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/imports/:importId/codes/mail          401       404    404     404        404    200      200    404       404     404

GET    /api/courses/:id/invites                                401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/invites                                401       404    404     404        404    201      201    404       404     404
GET    /api/courses/:id/invites/:inviteId                      401       404    404     404        404    200      200    404       404     404
DELETE /api/courses/:id/invites/:inviteId                      401       404    404     404        404    204      204    404       404     404
GET    /api/courses/:id/waiting                                401       404    404     404        404    200      200    404       404     404
POST   /api/courses/:id/waiting                                401       404    404     404        404    200      200    404       404     404
POST   /api/join                                               401       422    422     422        422    422      422    422       422     422
`;

const columns = [
  "anonymous",
  "outsider",
  "guest",
  "member",
  "moderator",
  "staff",
  "teacher",
  "tutor",
  "teacherElsewhere",
  "tutorElsewhere",
] as const;
export type Column = (typeof columns)[number];

export interface PolicyRow {
  method: string;
  path: string;
  /** The status by client. */
  expected: Record<Column, number>;
}

/** @throws when a line does not have a status for every client */
export function policyRows(): PolicyRow[] {
  const lines = policyTable.split("\n").filter((line) => /^[A-Z]/.test(line));
  return lines.map((line) => {
    const [method = "", path = "", ...statuses] = line.split(/\s+/);
    if (statuses.length !== columns.length) throw new Error(`Not a whole row: ${line}`);
    const pairs = columns.map((column, index) => [column, Number(statuses[index])]);
    return { method, path, expected: Object.fromEntries(pairs) as PolicyRow["expected"] };
  });
}
